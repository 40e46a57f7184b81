import LexiBus
import Synchronization
import Testing

@Suite struct EventBusTests {
    @Test func aLosslessSubscriberGetsEverythingInOrder() async {
        let bus = EventBus<Int>()
        let subscription = bus.subscribe(capacity: Capacity(3))
        async let received = Self.collect(subscription)
        for value in 0..<1000 { await bus.publish([value]) }
        await bus.finish()
        #expect(await received == Array(0..<1000))
    }

    @Test func publishWaitsForAFullBufferAndLosesNothing() async {
        let bus = EventBus<Int>()
        let subscription = bus.subscribe(capacity: Capacity(2))
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
        let subscription = bus.subscribe(capacity: Capacity(4))
        async let received = Self.collect(subscription)
        await bus.publish(Array(0..<100))
        await bus.finish()
        #expect(await received == Array(0..<100))
    }

    @Test func aSlowSubscriberDoesNotDelayAnother() async {
        let bus = EventBus<Int>()
        let slow = bus.subscribe(capacity: Capacity(1))
        let screen = bus.subscribeGathering(capacity: Capacity(100, weight: { $0 })) {}
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

    @Test func whatHasGatheredIsTakenInOneGo() async {
        let bus = EventBus<Int>()
        let screen = bus.subscribeGathering(capacity: Capacity(1000)) {}
        await bus.publish([2, 3])
        await bus.publish([4])
        #expect(screen.takeAll() == [2, 3, 4])
        #expect(screen.takeAll() == [])
        await bus.publish([2])
        #expect(screen.takeAll() == [2])
    }

    @Test func `what is posted does not wait, and keeps its place behind what does`() async {
        let bus = EventBus<Int>()
        let screen = bus.subscribeGathering(capacity: Capacity(2)) {}
        let publisher = Task { await bus.publish([1, 2, 3, 4]) }
        while bus.figures[0].waitingCount < 4 { await Task.yield() }
        bus.post([5])
        #expect(screen.takeAll() == [1, 2])
        #expect(screen.takeAll() == [3, 4])
        await publisher.value
        #expect(screen.takeAll() == [5])
    }

    @Test func `numbers rise strictly at every reader, whoever is slow`() async {
        struct Numbered: Sendable {
            var number: UInt64 = 0
            var publisher: Int
        }
        let bus = EventBus<Numbered> { $0.number = $1 }
        let slow = bus.subscribe("slow", capacity: Capacity(1))
        let quick = bus.subscribe("quick", capacity: Capacity(1000))
        async let slowly = Self.collect(slow)
        async let quickly = Self.collect(quick)
        await withTaskGroup { group in
            for publisher in 0..<4 {
                group.addTask {
                    for place in 0..<100 {
                        if publisher == 0, place % 7 == 0 {
                            bus.post([Numbered(publisher: publisher)])
                        } else {
                            await bus.publish(
                                Array(repeating: Numbered(publisher: publisher), count: 3))
                        }
                    }
                }
            }
        }
        await bus.finish()
        for numbers in [await slowly, await quickly] {
            let given = numbers.map(\.number)
            let expected = (1...UInt64(given.count)).map(\.self)
            #expect(given == expected)
            #expect(numbers.count == 1170)
        }
    }

    @Test func `readers that the bus runs are drained in order, and have figures`() async {
        let bus = EventBus<Int>()
        let told = Mutex<[String]>([])
        for name in ["first", "second"] {
            await bus.attach(name, capacity: Capacity(2)) { elements in
                await Task.yield()
                told.withLock { $0.append("\(name) \(elements.count > 0)") }
            } finish: {
                told.withLock { $0.append("\(name) ends") }
            }
        }
        for value in 0..<10 { await bus.publish([value]) }
        let figures = bus.figures
        #expect(figures.map(\.name) == ["first", "second"])
        await bus.finish()
        let words = told.withLock { $0 }
        #expect(words.filter { $0.hasSuffix("ends") } == ["first ends", "second ends"])
        #expect(words.last == "second ends")
        #expect(bus.figures.map(\.deliveredCount) == [10, 10])
    }

    @Test func readinessIsSignalledOncePerGathering() async {
        let bus = EventBus<Int>()
        let signals = Mutex(0)
        let screen = bus.subscribeGathering(capacity: Capacity(1000, weight: { $0 })) {
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
        let screen = bus.subscribeGathering(capacity: Capacity(1000, weight: { $0 })) {
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
        let screen = bus.subscribeGathering(capacity: Capacity(10, weight: { $0 })) {}
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
        let subscription = bus.subscribe(capacity: Capacity(1))
        let publisher = Task { await bus.publish([1, 2, 3]) }
        publisher.cancel()
        var iterator = subscription.makeAsyncIterator()
        var received: [Int] = []
        while received.count < 3, let batch = await iterator.next() { received += batch }
        #expect(received == [1, 2, 3])
    }

    @Test func cancellingTheConsumerFreesThePublisher() async {
        let bus = EventBus<Int>()
        let subscription = bus.subscribe(capacity: Capacity(1))
        let consumer = Task { await Self.collect(subscription) }
        await bus.publish([1])
        consumer.cancel()
        _ = await consumer.value
        // Would wait for ever if the cancelled subscription still counted.
        await bus.publish([2, 3, 4])
    }

    @Test func droppingASubscriptionFreesThePublisher() async {
        let bus = EventBus<Int>()
        var subscription: LosslessSubscription<Int>? = bus.subscribe(capacity: Capacity(1))
        let publisher = Task { await bus.publish([1, 2, 3]) }
        #expect(subscription != nil)
        subscription = nil
        await publisher.value
    }

    @Test func cancellingTheScreensSubscriptionFreesThePublisher() async {
        let bus = EventBus<Int>()
        let screen = bus.subscribeGathering(capacity: Capacity(2, weight: { $0 })) {}
        let publisher = Task { await bus.publish([2, 2, 2]) }
        while screen.takeAll().isEmpty { await Task.yield() }
        screen.cancel()
        await publisher.value
        #expect(screen.takeAll() == [])
    }

    @Test func eachPublisherKeepsItsOrderUnderContention() async {
        let bus = EventBus<[Int]>()
        let subscription = bus.subscribe(capacity: Capacity(7))
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
}
