import Buddelverein

/// Where an answer leads: from what was made to where it is read, from a list to its first item, and from what was
/// read to what may change it. A client, or a test, can follow them without knowing how addresses are built.
struct EndpointLinks {
    let endpoints: [Endpoint]

    /// The links of an endpoint's good answer, by the operation that they lead to.
    func json(from endpoint: Endpoint) -> JSONObject {
        var links = JSONObject()
        for link in endpoint.links + derived(from: endpoint) where links[link.operation] == nil {
            var parameters = JSONObject()
            for name in link.parameters.keys.sorted() {
                parameters[name] = .string(link.parameters[name] ?? "")
            }
            links[link.operation] = [
                "operationId": .string(link.operation), "parameters": .object(parameters),
            ]
        }
        return links
    }

    private func derived(from endpoint: Endpoint) -> [Endpoint.Link] {
        switch endpoint.outcome {
        case .created(let schema): children(of: endpoint, in: schema, under: "")
        case .page(let schema): children(of: endpoint, in: schema, under: "/items/0")
        case .ok where endpoint.isSafe && !endpoint.pathNames.isEmpty: changes(of: endpoint)
        default: []
        }
    }

    /// Reading one thing whose name stands in the answer.
    private func children(of endpoint: Endpoint, in schema: Schema, under pointer: String) -> [Endpoint.Link] {
        guard case .object(let properties) = schema.form else { return [] }
        return endpoints.compactMap { child in
            guard child.isSafe, child.path.hasPrefix(endpoint.path + "/{"), let name = child.pathNames.last,
                child.path == endpoint.path + "/{\(name)}"
            else { return nil }
            // An association's code is `code` in itself, and `association` in addresses.
            let member = properties.contains { $0.name == name } ? name : "code"
            guard properties.contains(where: { $0.name == member }) else { return nil }
            var parameters = own(endpoint.pathNames)
            parameters["path.\(name)"] = "$response.body#\(pointer)/\(member)"
            return Endpoint.Link(child.id, parameters)
        }
    }

    /// Changing what was read, with the version that was read.
    private func changes(of endpoint: Endpoint) -> [Endpoint.Link] {
        endpoints.compactMap { change in
            guard !change.isSafe, change.pathNames == endpoint.pathNames,
                change.path == endpoint.path || change.path.hasPrefix(endpoint.path + "/")
            else { return nil }
            var parameters = own(endpoint.pathNames)
            if change.isVersioned { parameters["header.If-Match"] = "$response.header.ETag" }
            return Endpoint.Link(change.id, parameters)
        }
    }

    private func own(_ names: [String]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: names.map { ("path.\($0)", "$request.path.\($0)") })
    }
}
