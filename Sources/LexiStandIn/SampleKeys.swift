extension StandIn {
    /// Keys every stand-in knows, for trying out how a client meets a refusal.
    ///
    /// They open nothing but a stand-in's own made-up data.
    public enum SampleKeys {
        /// May read but not write: the streaming chat answers 403 `insufficient_permissions`.
        public static let readOnly = "wbk_live_readonly000000000000000000000000"
        /// Ran out a day before the database was made: 401 `invalid_key`.
        public static let expired = "wbk_live_expired0000000000000000000000000"
        /// Was withdrawn: 401 `invalid_key`.
        public static let revoked = "wbk_live_revoked0000000000000000000000000"
        /// Belongs to a second workspace without credits: 402 `insufficient_credits`.
        public static let noCredits = "wbk_live_nocredits00000000000000000000000"
        /// Belongs to a third workspace, with a few records of its own: everything of the main
        /// one is 404 `not_found` to it.
        public static let otherWorkspace = "wbk_live_otherworkspace00000000000000000"
        /// Belongs to an empty workspace on the starter plan: the eleventh request within a
        /// minute is 429 `rate_limited`, whatever plan the server was started with.
        public static let starter = "wbk_live_starterplan000000000000000000000"

        /// All of them, with what each is for in a few words.
        public static let all: [(key: String, purpose: String)] = [
            (readOnly, "may only read: 403 on everything that writes or asks Lexi"),
            (expired, "has expired: 401"), (revoked, "was revoked: 401"),
            (noCredits, "a workspace without credits: 402"),
            (otherWorkspace, "another workspace: 404 on all records of the main one"),
            (starter, "a workspace on the starter plan: 429 after 10 requests a minute"),
        ]
    }
}
