import LexiBus
import Synchronization
import Testing

@Suite struct EventBusTests {
    @Test func aLosslessSubscriberGetsEverythingInOrder() async {
        let bus = EventBus<Int>()
        let subscription = await bus.subscribe(capacity: 3)
        async let received = Self.collect(subscription)
        for value in 0..<1000 { await bus.publish([value]) }
        await bus.finish()
        #expect(await received == Array(0..<1000))
    }

    @Test func publishWaitsForAFullBufferAndLosesNothing() async {
        let bus = EventBus<Int>()
        let subscription = await bus.subscribe(capacity: 2)
        let published = Mutex(0)
        let publisher = Task {
            for value in 0..<5 {
                await bus.publish([value])
                published.withLock { $0 = value + 1 }
            }
            await bus.finish()
        }
        while published.withLock({ $0 }) < 2 { await Task.yield() }
        for _ in 0..<100 { await Task.yield() }
        #expect(published.withLock { $0 } == 2)
        #expect(await Self.collect(subscription) == [0, 1, 2, 3, 4])
        await publisher.value
    }

    @Test func aBatchLargerThanTheBufferArrivesWhole() async {
        let bus = EventBus<Int>()
        let subscription = await bus.subscribe(capacity: 4)
        async let received = Self.collect(subscription)
        await bus.publish(Array(0..<100))
        await bus.finish()
        #expect(await received == Array(0..<100))
    }

    @Test func aSlowSubscriberDoesNotDelayAnother() async {
        let bus = EventBus<Int>()
        let slow = await bus.subscribe(capacity: 1)
        let screen = await bus.subscribeCoalescing(Self.summing(capacity: 100)) {}
        let publisher = Task { await bus.publish([1, 2, 3]) }
        var seen: [Int] = []
        while seen.reduce(0, +) < 6 {
            seen += screen.takeAll()
            await Task.yield()
        }
        #expect(seen.reduce(0, +) == 6)
        await bus.finish()
        _ = await Self.collect(slow)
        await publisher.value
    }

    @Test func coalescingJoinsNeighboursOfALaneOnly() async {
        let bus = EventBus<Int>()
        let screen = await bus.subscribeCoalescing(Self.summing(capacity: 1000)) {}
        await bus.publish([2, 3, 4, 5, 7, 9])
        // Lanes are even and odd; everything of a lane is added up in its first place.
        #expect(screen.takeAll() == [6, 24])
        #expect(screen.takeAll() == [])
        await bus.publish([2])
        #expect(screen.takeAll() == [2])
    }

    @Test func readinessIsSignalledOncePerGathering() async {
        let bus = EventBus<Int>()
        let signals = Mutex(0)
        let screen = await bus.subscribeCoalescing(Self.summing(capacity: 1000)) {
            signals.withLock { $0 += 1 }
        }
        await bus.publish([1])
        await bus.publish([2])
        #expect(signals.withLock { $0 } == 1)
        _ = screen.takeAll()
        await bus.publish([3])
        #expect(signals.withLock { $0 } == 2)
    }

    @Test func `who looks again by itself is not called, until it has found nothing`() async {
        let bus = EventBus<Int>()
        let signals = Mutex(0)
        let screen = await bus.subscribeCoalescing(Self.summing(capacity: 1000)) {
            signals.withLock { $0 += 1 }
        }
        await bus.publish([1])
        #expect(screen.takeAll(looksAgain: true) == [1])
        await bus.publish([3])
        #expect(signals.withLock { $0 } == 1)
        #expect(screen.takeAll(looksAgain: true) == [3])
        #expect(screen.takeAll(looksAgain: true) == [])
        await bus.publish([5])
        #expect(signals.withLock { $0 } == 2)
    }

    @Test func aFullCoalescingBufferHoldsThePublisherBack() async {
        let bus = EventBus<Int>()
        let screen = await bus.subscribeCoalescing(Self.summing(capacity: 10)) {}
        let publisher = Task {
            for _ in 0..<50 { await bus.publish([2]) }
        }
        var total = 0
        var largest = 0
        while total < 100 {
            let taken = screen.takeAll().reduce(0, +)
            largest = max(largest, taken)
            total += taken
            await Task.yield()
        }
        await publisher.value
        #expect(total == 100)
        #expect(largest <= 10)
    }

    @Test func cancellingThePublisherStillDelivers() async {
        let bus = EventBus<Int>()
        let subscription = await bus.subscribe(capacity: 1)
        let publisher = Task { await bus.publish([1, 2, 3]) }
        publisher.cancel()
        var iterator = subscription.makeAsyncIterator()
        var received: [Int] = []
        while received.count < 3, let batch = await iterator.next() { received += batch }
        #expect(received == [1, 2, 3])
    }

    @Test func cancellingTheConsumerFreesThePublisher() async {
        let bus = EventBus<Int>()
        let subscription = await bus.subscribe(capacity: 1)
        let consumer = Task { await Self.collect(subscription) }
        await bus.publish([1])
        consumer.cancel()
        _ = await consumer.value
        // Would wait for ever if the cancelled subscription still counted.
        await bus.publish([2, 3, 4])
    }

    @Test func droppingASubscriptionFreesThePublisher() async {
        let bus = EventBus<Int>()
        var subscription: LosslessSubscription<Int>? = await bus.subscribe(capacity: 1)
        let publisher = Task { await bus.publish([1, 2, 3]) }
        #expect(subscription != nil)
        subscription = nil
        await publisher.value
    }

    @Test func cancellingTheScreensSubscriptionFreesThePublisher() async {
        let bus = EventBus<Int>()
        let screen = await bus.subscribeCoalescing(Self.summing(capacity: 2)) {}
        let publisher = Task { await bus.publish([2, 2, 2]) }
        while screen.takeAll().isEmpty { await Task.yield() }
        screen.cancel()
        await publisher.value
        #expect(screen.takeAll() == [])
    }

    @Test func eachPublisherKeepsItsOrderUnderContention() async {
        let bus = EventBus<[Int]>()
        let subscription = await bus.subscribe(capacity: 7)
        async let received = Self.collect(subscription)
        await withTaskGroup { group in
            for publisher in 0..<16 {
                group.addTask {
                    for value in 0..<200 { await bus.publish([[publisher, value]]) }
                }
            }
        }
        await bus.finish()
        let all = await received
        #expect(all.count == 3200)
        for publisher in 0..<16 {
            #expect(all.filter { $0[0] == publisher }.map { $0[1] } == Array(0..<200))
        }
    }

    private static func collect<Element>(_ subscription: LosslessSubscription<Element>) async
        -> [Element]
    {
        var all: [Element] = []
        for await batch in subscription { all += batch }
        return all
    }

    private static func summing(capacity: Int) -> CoalescingPolicy<Int> {
        CoalescingPolicy(
            capacity: capacity, weight: { $0 }, lane: { $0 % 2 },
            join: { sum, next in
                sum += next
                return true
            })
    }
}
