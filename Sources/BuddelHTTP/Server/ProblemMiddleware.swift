import Buddelverein
import Hummingbird

/// Turns whatever is thrown into a problem document and refuses bodies that are too large, before anybody reads them.
struct ProblemMiddleware: RouterMiddleware {
    let maximumBodyBytes: Int

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        let language = Language.negotiated(request)
        do {
            try checkBody(of: request)
            return try await next(request, context)
        } catch let problem as Problem {
            return respond(problem, language, context)
        } catch let refusal as Refusal {
            return respond(Problem([refusal]), language, context)
        } catch let refusals as Refusals {
            return respond(Problem(refusals.all), language, context)
        } catch let error as any HTTPResponseError {
            return respond(problem(for: error.status, request), language, context)
        } catch {
            context.logger.error("request failed", metadata: ["error": "\(String(reflecting: type(of: error)))"])
            return respond(.failed, language, context)
        }
    }

    private func checkBody(of request: Request) throws {
        if let announced = request.headers[.contentLength] {
            guard let bytes = Int(announced), bytes <= maximumBodyBytes else {
                throw Problem.tooLarge(limit: maximumBodyBytes)
            }
        } else if request.headers[.transferEncoding] != nil {
            throw Problem.tooLarge(limit: maximumBodyBytes)
        }
    }

    private func problem(for status: HTTPResponse.Status, _ request: Request) -> Problem {
        switch status {
        case .notFound where !Self.knownMethods.contains(request.method): .methodUnknown
        case .notFound: .notFound
        case .contentTooLarge: .tooLarge(limit: maximumBodyBytes)
        default:
            Problem(
                status: status, code: "http_\(status.code)",
                title: LocalizedText(en: status.reasonPhrase, de: status.reasonPhrase))
        }
    }

    private static let knownMethods: Set<HTTPRequest.Method> = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
    ]

    private func respond(_ problem: Problem, _ language: Language, _ context: ServerContext) -> Response {
        var response = problem.response(in: language, requestId: context.requestId)
        if problem.closesConnection {
            // The rest of the body is not read; the connection goes once the answer is out.
            let body = response.body
            response.body = ResponseBody(contentLength: body.contentLength) { writer in
                try await body.write(writer)
                context.close()
            }
        }
        return response
    }
}
