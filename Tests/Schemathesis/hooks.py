"""What the fuzzer must know to send files: they are bytes, whatever their media type."""

import schemathesis

schemathesis.serializer.alias("application/zip", "application/octet-stream")
