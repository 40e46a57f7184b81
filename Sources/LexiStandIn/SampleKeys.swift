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
    }
}
