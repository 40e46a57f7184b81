import LexiAPI
public import LexiSession

/// Which service the program talks to.
public struct Service: Sendable, Hashable {
    /// Short name for the tab bar: `demo`, or the host.
    public var label: String
    public var isDemo: Bool
    /// The profile that names the service and its key, where there is one.
    public var profile: String?
    /// Where its key comes from; `nil` where there is none, or it is the demo's own.
    public var keyOrigin: KeyOrigin?
    /// Whether nothing can be asked before somebody gives a key.
    public var lacksKey: Bool
    /// Its address; `nil` where the label says it all.
    public var baseURL: String?
    /// Tells its key from others; each demo is a firm of its own and has one of its own.
    public var keyFingerprint: String?

    public init(
        label: String, isDemo: Bool, profile: String? = nil, keyOrigin: KeyOrigin? = nil,
        lacksKey: Bool = false, baseURL: String? = nil,
        keyFingerprint: String? = nil
    ) {
        self.label = label
        self.isDemo = isDemo
        self.profile = profile
        self.keyOrigin = keyOrigin
        self.lacksKey = lacksKey
        self.baseURL = baseURL
        self.keyFingerprint = keyFingerprint
    }

    /// What conversations with it are known by.
    public var origin: ServiceOrigin {
        ServiceOrigin(baseURL: isDemo ? "demo" : baseURL ?? label, key: keyFingerprint)
    }

    /// Whether this is another server than one before.
    func isElsewhere(than former: Service) -> Bool {
        isDemo != former.isDemo || label != former.label || baseURL != former.baseURL
    }
}
