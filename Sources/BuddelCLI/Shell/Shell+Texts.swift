import Buddelverein

extension Shell {
    static let greeting = LocalizedText(
        en: "Commands as after “buddel”; Tab completes; sheet, undo, help, quit.",
        de: "Befehle wie nach „buddel“; Tab ergänzt; sheet (Stundenzettel), undo (rückgängig), help, quit.")

    static let helpText = LocalizedText(
        en: """
            In the shell, beside the commands below:
              sheet        enter a whole time sheet: date, segment and task once, then name and time a line
              undo         reverse what was booked last in this shell
              help NOUN    the commands of a noun
              quit         leave (or Ctrl-D)

            """,
        de: """
            In der Shell, neben den Befehlen unten:
              sheet        ganzen Stundenzettel erfassen: Datum, Abschnitt, Tätigkeit einmal, dann je Zeile Name und Zeit
              undo         das zuletzt in dieser Shell Gebuchte stornieren
              help NOMEN   die Befehle eines Nomens
              quit         verlassen (oder Strg-D)

            """)

    static let alreadyThere = Refusal.invalidArguments(
        LocalizedText(en: "This is the shell already.", de: "Das ist schon die Shell."))

    static let nothingToUndo = Refusal(
        .nothingToUndo,
        LocalizedText(
            en: "Nothing was booked in this shell that could be undone.",
            de: "In dieser Shell wurde nichts gebucht, das rückgängig zu machen wäre."),
        cure: LocalizedText(
            en: "Reverse a voucher by its number: reverse REF.",
            de: "Stornieren Sie einen Beleg mit seiner Nummer: reverse REF."))
}
