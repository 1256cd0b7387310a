import Buddelverein

/// The words of the map page in both languages; those in `{braces}` are filled in by the page.
enum MapTexts {
    static let all: [String: LocalizedText] = [
        "title": LocalizedText(en: "Fibre we dig ourselves: the map", de: "Glasfaser in Eigenleistung: die Karte"),
        "description": LocalizedText(
            en: "How far the citizens' fibre network is built: trenches, areas, connections, hours and subsidies.",
            de: "Wie weit das Glasfasernetz der Bürger ist: Trassen, Gebiete, Anschlüsse, Stunden und Zuschüsse."),
        "skip": LocalizedText(en: "Skip the map, go to the figures", de: "Karte überspringen, zu den Zahlen"),
        "name": LocalizedText(en: "Fibre we dig ourselves", de: "Glasfaser in Eigenleistung"),
        "tagline": LocalizedText(en: "Citizens dig, everybody can look", de: "Bürger graben, alle können zusehen"),
        "language": LocalizedText(en: "Language", de: "Sprache"),
        "headline": LocalizedText(en: "This is how far we have dug", de: "So weit haben wir schon gegraben"),
        "loading": LocalizedText(en: "Loading the figures …", de: "Die Zahlen werden geladen …"),
        "lead": LocalizedText(
            en: "{done} of {all} of trunk trench are in the ground, as of {month}.",
            de: "{done} von {all} Trasse liegen im Boden, Stand {month}."),
        "nothing": LocalizedText(en: "Nothing to show yet.", de: "Noch gibt es nichts zu zeigen."),
        "notYet": LocalizedText(
            en: "Nothing has been published yet. Please come back later.",
            de: "Es wurde noch nichts veröffentlicht. Bitte später wiederkommen."),
        "failed": LocalizedText(
            en: "The figures could not be loaded. Please try again in a few minutes.",
            de: "Die Zahlen konnten nicht geladen werden. Bitte in ein paar Minuten noch einmal versuchen."),
        "mapSection": LocalizedText(en: "Map and areas", de: "Karte und Gebiete"),
        "mapLabel": LocalizedText(
            en: "Map of the trenches; the tables below say the same",
            de: "Karte der Trassen; die Tabellen darunter sagen dasselbe"),
        "legend": LocalizedText(en: "Trenches by state", de: "Trassen nach Stand"),
        "areas": LocalizedText(en: "Build areas", de: "Ausbaugebiete"),
        "figures": LocalizedText(en: "The figures", de: "Die Zahlen"),
        "noScript": LocalizedText(
            en: "Map and tables need JavaScript. The same data are in these files:",
            de: "Karte und Tabellen brauchen JavaScript. Dieselben Daten stehen in diesen Dateien:"),
        "data": LocalizedText(en: "Data", de: "Daten"),
        "borders": LocalizedText(en: "Borders", de: "Grenzen"),
        "files": LocalizedText(en: "Open files", de: "Offene Dateien"),
        "imprint": LocalizedText(en: "Imprint", de: "Impressum"),
        "privacy": LocalizedText(en: "Privacy", de: "Datenschutz"),
        "noTracking": LocalizedText(en: "No cookies, no tracking.", de: "Keine Cookies, keine Verfolgung."),
        "planned": LocalizedText(en: "planned", de: "geplant"),
        "cleared": LocalizedText(en: "cleared to dig", de: "freigegeben"),
        "in_progress": LocalizedText(en: "being dug", de: "im Bau"),
        "laid": LocalizedText(en: "laid", de: "verlegt"),
        "surveyed": LocalizedText(en: "surveyed", de: "eingemessen"),
        "accepted": LocalizedText(en: "accepted", de: "abgenommen"),
        "connections": LocalizedText(en: "Connections", de: "Anschlüsse"),
        "live": LocalizedText(en: "With service", de: "In Betrieb"),
        "members": LocalizedText(en: "Members", de: "Mitglieder"),
        "hours": LocalizedText(en: "Hours of voluntary work", de: "Stunden Eigenleistung"),
        "gifts": LocalizedText(en: "Gifts in kind", de: "Sachspenden"),
        "subsidies": LocalizedText(en: "Subsidies paid", de: "Ausgezahlte Zuschüsse"),
        "area": LocalizedText(en: "Area", de: "Gebiet"),
        "association": LocalizedText(en: "Association", de: "Verein"),
        "month": LocalizedText(en: "Month", de: "Monat"),
        "paid": LocalizedText(en: "Paid", de: "Ausgezahlt"),
        "quota": LocalizedText(en: "Take-up to be reached", de: "Nötige Anschlussquote"),
        "trench": LocalizedText(en: "Trench in metres", de: "Trasse in Metern"),
        "total": LocalizedText(en: "Total", de: "Summe"),
        "close": LocalizedText(en: "Close", de: "Schließen"),
        "chart": LocalizedText(
            en: "Metres of trench by state at the end of each month", de: "Meter Trasse nach Stand am Ende jedes Monats"
        ),
        "areaLine": LocalizedText(
            en: "{connections} connections, {live} with service", de: "{connections} Anschlüsse, {live} in Betrieb"),
        "tableAreas": LocalizedText(en: "Progress by area", de: "Fortschritt nach Gebiet"),
        "tableMonths": LocalizedText(en: "Progress by area and month", de: "Fortschritt nach Gebiet und Monat"),
        "tableSubsidies": LocalizedText(en: "Subsidies paid", de: "Ausgezahlte Zuschüsse"),
        "few": LocalizedText(en: "too few to show", de: "zu wenige, um sie zu zeigen"),
        "fewerThan": LocalizedText(en: "fewer than {step}", de: "unter {step}"),
        "none": LocalizedText(en: "none", de: "keine"),
        "rounding": LocalizedText(
            en: """
                All figures are rounded down so that nobody can be recognised: counts to {count}, hours to {hours}, metres \
                to {metres}, money to {euros} euros. Hours and money are shown where at least {people} people stand behind \
                them. Lines end before the last house, and metres leave out a part of what is hidden there. \
                As of {month}.
                """,
            de: """
                Alle Zahlen sind abgerundet, damit niemand zu erkennen ist: Anzahlen auf {count}, Stunden auf {hours}, Meter \
                auf {metres}, Geld auf {euros} Euro. Stunden und Geld stehen da, wo mindestens {people} Menschen \
                dahinterstehen. Linien enden vor dem letzten Haus, und die Meter lassen einen Teil des Verborgenen weg. \
                Stand {month}.
                """),
        "stamp": LocalizedText(en: "Published {time}", de: "Veröffentlicht am {time}"),
        "zoomIn": LocalizedText(en: "Zoom in", de: "Vergrößern"),
        "zoomOut": LocalizedText(en: "Zoom out", de: "Verkleinern"),
    ]

    /// All words in one language.
    static func texts(in language: Language) -> [String: String] {
        all.mapValues { $0[language] }
    }
}
