import LexiSession
import Testing

@Suite struct UniqueIDTests {
    @Test func `it is written and read as RFC 9562 has it`() {
        let text = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
        #expect(UniqueID(text)?.description == text)
        #expect(UniqueID(text.uppercased()) == UniqueID(text))
        #expect(UniqueID(high: 0xF81D_4FAE_7DEC_11D0, low: 0xA765_00A0_C91E_6BF6) == UniqueID(text))
    }

    @Test(arguments: [
        "", "f81d4fae", "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
        "f81d4fae+7dec-11d0-a765-00a0c91e6bf6",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf66", "f81d4fae-7dec-11d0-a765-00a0c91e6bg6",
        "f81d4fae-7dec-11d0-a765--0a0c91e6bf6",
    ]) func `nothing else is one`(_ text: String) {
        #expect(UniqueID(text) == nil)
    }

    @Test func `a random one is of version 4`() {
        let id = UniqueID(random: (.max, .max)).description
        #expect(id == "ffffffff-ffff-4fff-bfff-ffffffffffff")
    }

    @Test func `one with a time is of version 7, and sorts by it`() {
        // The example of RFC 9562, appendix A.6.
        let id = UniqueID(unixSeconds: 1_645_557_742, random: (0xCC3, 0x18C4_DC0C_0C07_398F))
        #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
        let later = UniqueID(unixSeconds: 1_645_557_742.001, random: (0, 0))
        #expect(id < later)
        #expect(UniqueID(unixSeconds: -1, random: (0, 0)) < id)
    }
}
