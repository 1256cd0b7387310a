import Buddelverein
import Hummingbird
import NIOHTTP1

/// Turns whatever is thrown into a problem document, and refuses bodies that are too large before anybody reads them.
struct ProblemMiddleware: RouterMiddleware {
    let limits: BodyLimits

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        let language = Language.negotiated(request)
        var problem: Problem
        do {
            try limits.check(request, route: context.endpointPath)
            return try await next(request, context)
        } catch let thrown as Problem {
            problem = thrown
        } catch let refusal as Refusal {
            problem = Problem([refusal])
        } catch let refusals as Refusals {
            problem = Problem(refusals.all)
        } catch let error as any HTTPResponseError {
            problem = self.problem(for: error.status, request)
        } catch is HTTPParserError {
            problem = .malformed
        } catch is CancellationError {
            problem = .ending
        } catch {
            context.logger.error("request failed", metadata: ["error": "\(String(reflecting: type(of: error)))"])
            problem = .failed
        }
        // Whoever waits to be told to go on is told this, and sends nothing more.
        if request.headers[.expect] != nil, !context.continuation.wasSent { problem.closesConnection = true }
        return problem.response(in: language, requestId: context.requestId)
    }

    private func problem(for status: HTTPResponse.Status, _ request: Request) -> Problem {
        switch status {
        case .notFound where !Self.knownMethods.contains(request.method): .methodUnknown
        case .notFound: .notFound
        case .contentTooLarge: .tooLarge(limit: limits.largest)
        default:
            Problem(
                status: status, code: "http_\(status.code)",
                title: LocalizedText(en: status.reasonPhrase, de: status.reasonPhrase))
        }
    }

    private static let knownMethods: Set<HTTPRequest.Method> = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
    ]
}
