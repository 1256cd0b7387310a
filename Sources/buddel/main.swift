import ArgumentParser
import Configuration
print("buddel")
