import Glibc
import Synchronization

/// Runs the jobs of one actor on a thread of its own, so that a call that blocks holds up nobody else.
///
/// The thread ends when the executor is gone. Blocking calls never run on the shared pool, which has only as many
/// threads as the machine has processors.
final class ThreadExecutor: SerialExecutor {
    private let queue = JobQueue()

    init(name: String) {
        let queue = queue
        startThread(name: name) { queue.drain() }
    }

    deinit {
        queue.stop()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        queue.push(UnownedJob(job), on: self)
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }
}

/// Jobs in the order of their arrival, taken by one thread.
///
/// `@unchecked Sendable`: everything that changes is guarded by the pthread mutex, which Swift can't see; a `Mutex`
/// has no condition to wait for.
private final class JobQueue: @unchecked Sendable {
    /// Each entry holds its executor, since the job may release the last other reference to it.
    private var entries: [(job: UnownedJob, executor: ThreadExecutor)] = []
    private var isStopped = false
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let filled = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(filled, nil)
    }

    deinit {
        pthread_cond_destroy(filled)
        pthread_mutex_destroy(mutex)
        filled.deallocate()
        mutex.deallocate()
    }

    func push(_ job: UnownedJob, on executor: ThreadExecutor) {
        pthread_mutex_lock(mutex)
        entries.append((job, executor))
        pthread_cond_signal(filled)
        pthread_mutex_unlock(mutex)
    }

    func stop() {
        pthread_mutex_lock(mutex)
        isStopped = true
        pthread_cond_signal(filled)
        pthread_mutex_unlock(mutex)
    }

    func drain() {
        while true {
            pthread_mutex_lock(mutex)
            while entries.isEmpty && !isStopped {
                pthread_cond_wait(filled, mutex)
            }
            let batch = entries
            entries.removeAll(keepingCapacity: true)
            let ends = batch.isEmpty
            pthread_mutex_unlock(mutex)
            if ends { return }
            for (job, executor) in batch {
                job.runSynchronously(on: executor.asUnownedSerialExecutor())
            }
        }
    }
}

/// Starts a detached thread with all signals blocked, so that they reach the threads that wait for them.
func startThread(name: String, _ body: @escaping @Sendable () -> Void) {
    final class Start: Sendable {
        let name: String
        let body: @Sendable () -> Void
        init(_ name: String, _ body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }
    let start = Unmanaged.passRetained(Start(name, body))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    var thread = pthread_t()
    let code = pthread_create(
        &thread, &attributes,
        { argument in
            let start = Unmanaged<Start>.fromOpaque(argument!).takeRetainedValue()
            start.body()
            return nil
        }, start.toOpaque())
    pthread_sigmask(SIG_SETMASK, &before, nil)
    pthread_attr_destroy(&attributes)
    precondition(code == 0, "the system can't start a thread (\(code))")
}
