/// Why a turn ends here although the model has not come to an end of its own.
enum ModelExplanation: Sendable, Equatable {
    case tooManyRounds
    case tooManyCalls
    /// The last thing that was wrong.
    case nonsense(String)
    case lengthReached
    case filtered

    func text(_ say: Wording) -> String {
        let sentence =
            switch self {
            case .tooManyRounds:
                say(
                    "The model went on asking for tools after \(ModelTurn.roundLimit) rounds "
                        + "without coming to an answer, so this turn ends here.",
                    "Das Modell hat nach \(ModelTurn.roundLimit) Runden immer noch Werkzeuge "
                        + "verlangt, ohne zu antworten; deshalb endet es hier.")
            case .tooManyCalls:
                say(
                    "The model asked for more than \(ModelTurn.callLimit) tools, so this turn "
                        + "ends here.",
                    "Das Modell hat mehr als \(ModelTurn.callLimit) Werkzeuge verlangt; deshalb "
                        + "endet es hier.")
            case .nonsense(let fault):
                say(
                    "The model kept asking for tools in ways that make no sense (last: \(fault)), "
                        + "so this turn ends here. A larger model may do better.",
                    "Das Modell hat wiederholt Werkzeuge verlangt, die es so nicht gibt (zuletzt: "
                        + "\(fault)); deshalb endet es hier. Ein größeres Modell kann helfen.")
            case .lengthReached:
                say(
                    "The model’s answer reached its limit of length and may be incomplete.",
                    "Die Antwort des Modells hat ihre größte Länge erreicht und kann "
                        + "unvollständig sein.")
            case .filtered:
                say(
                    "The model server’s content filter ended the answer.",
                    "Der Inhaltsfilter des Modellservers hat die Antwort beendet.")
            }
        return "_\(sentence)_"
    }
}
