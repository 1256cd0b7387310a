import Buddelverein
import Glibc

extension Refusal {
    /// The server can't have the host and port it was given.
    static func cannotListen(_ host: String, _ port: Int, _ error: any Error) -> Refusal {
        // The errors of the network library say the system's number in their text alone.
        let number = String(describing: error).firstMatch(of: /errno: (\d+)/).flatMap { Int32($0.1) }
        let (why, cure) = reason(number)
        return Refusal(
            .cannotListen,
            LocalizedText(
                en: "Nothing can listen on \(host), port \(port): \(why.english).",
                de: "Auf \(host), Port \(port), lässt sich nicht lauschen: \(why.german)."),
            cure: cure, at: Place(field: "host", value: host))
    }

    private static func reason(_ number: Int32?) -> (why: LocalizedText, cure: LocalizedText) {
        switch number {
        case EADDRINUSE:
            (
                LocalizedText(en: "another program does so already", de: "das tut schon ein anderes Programm"),
                LocalizedText(
                    en: "End that program, or take another port with --port; 0 takes a free one.",
                    de: "Das andere Programm beenden oder mit --port einen anderen Port nehmen; 0 nimmt einen freien.")
            )
        case EACCES, EPERM:
            (
                LocalizedText(en: "you may not use this port", de: "diesen Port dürfen Sie nicht nehmen"),
                LocalizedText(
                    en: "Take a port above 1023 with --port.", de: "Mit --port einen Port über 1023 nehmen.")
            )
        default:
            (
                LocalizedText(en: "this machine has no such address", de: "diese Adresse hat der Rechner nicht"),
                LocalizedText(
                    en: "Give an address of this machine with --host: 127.0.0.1 for itself, 0.0.0.0 for everybody.",
                    de:
                        "Mit --host eine Adresse dieses Rechners angeben: 127.0.0.1 nur für ihn selbst, 0.0.0.0 für alle."
                )
            )
        }
    }
}
