package io.wsgateway.core;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.wsgateway.config.AppsConfig;
import io.wsgateway.config.GatewayConfig;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the sessions of this node, and starts and stops the gateway with the application. A
 * singleton with bean-managed concurrency and no transactions: callers never queue up for it.
 *
 * <p>What it keeps is a plain object, so that WebSockets that are closed while the application is
 * taken down still find it when the container no longer lets anybody call this bean.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SessionRegistry {
  private static final System.Logger LOG = System.getLogger(SessionRegistry.class.getName());
  private static final Duration UPKEEP = Duration.ofSeconds(1);
  private static final int HOUSEKEEPING_THREADS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Inject private GatewayConfig config;
  @Inject private Counters counters;
  @Inject private Audit audit;
  @Inject private Instance<AccessRule> rules;
  @Inject private Exchange exchange;
  @Inject private Membership membership;
  @Inject private Schedules schedules;
  @Inject private ExpiringStore memory;
  @Inject private BlockStore blocks;
  @Inject private Event<ConnectionEvent> observers;
  @Inject private BeanManager beans;
  @Resource private ManagedThreadFactory threads;
  @Resource private ManagedScheduledExecutorService scheduler;

  private ThreadPoolExecutor applications;
  private ThreadPoolExecutor housekeeping;
  private final Timers timers = new Timers(System::nanoTime);
  private Directory directory;
  private Delivery delivery;
  private Gateway gateway;
  private Future<?> ticking;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);

  // Payara Micro ends on SIGTERM without waiting for its applications, unless somebody holds it up.
  private final Thread lastResort = new Thread(this::stop, "wsgateway-shutdown");

  /** Starts the gateway. A bad configuration stops the deployment. */
  @PostConstruct
  void start() {
    Ids ids = new Ids(Ids.drawNode());
    delivery = new Delivery(config.node().lanes(), DeliveryLimits.of(config.node()), counters);
    directory =
        new Directory(
            delivery.laneCount(),
            exchange,
            app -> config.apps().get(app).auth() == AppsConfig.Auth.OPEN,
            app -> config.apps().get(app).userConnections());
    applications = newExecutor("worker", config.node().eventsThreads(), threads);
    housekeeping = newExecutor("keeper", HOUSEKEEPING_THREADS, threads);
    Events events =
        new Events(
            this::isObserved,
            observers::fire,
            applications,
            config.node().eventsMaxPending(),
            counters);
    List<AccessRule> checks = rules.stream().toList();
    gateway =
        new Gateway(
            new GatewayParts(
                config,
                ids,
                directory,
                delivery,
                exchange,
                membership,
                schedules,
                timers,
                events,
                counters,
                audit,
                checks,
                applications,
                housekeeping));
    checks.forEach(rule -> rule.start(gateway));
    delivery.start(threads);
    exchange.start(ids.node(), gateway::receive);
    membership.start(() -> gateway.upkeep().goThroughAll(false));
    memory.start();
    gateway.blocks().keepIn(blocks);
    schedules.start(gateway.delayed());
    repeat(UPKEEP, gateway.upkeep()::tick);
    repeat(UPKEEP, gateway::sweep);
    repeat(Timers.RESOLUTION, gateway::relieve);
    repeat(UPKEEP, gateway.blocks()::tick);
    repeat(UPKEEP, audit::tellRest);
    repeat(UPKEEP, () -> gateway.figures().stall());
    repeat(Pulse.INTERVAL, gateway.pulse()::beat);
    repeat(gateway.cluster().interval(), gateway.cluster()::announce);
    gateway.cluster().announce();
    long tick = Timers.RESOLUTION.toMillis();
    ticking = scheduler.scheduleWithFixedDelay(timers::runDue, tick, tick, TimeUnit.MILLISECONDS);
    Runtime.getRuntime().addShutdownHook(lastResort);
    LOG.log(INFO, "wsgateway is up as node " + ids.node() + ", exchange " + config.exchange());
  }

  private void repeat(Duration interval, Runnable work) {
    timers.after(
        interval,
        () -> {
          repeat(interval, work);
          work.run();
        });
  }

  /**
   * Sends all clients away, see {@link Drain}, and frees all threads and sockets. Called again, by
   * whatever thread, it returns when that is done.
   */
  @PreDestroy
  public void stop() {
    if (!stopped.compareAndSet(false, true)) {
      awaitStop();
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (IllegalStateException e) {
      // The machine is shutting down already, and most likely called this.
    }
    try {
      stopAll();
    } finally {
      over.countDown();
    }
    LOG.log(INFO, "wsgateway has stopped");
  }

  /** A server that went on while clients are being sent away would take their sockets. */
  private void awaitStop() {
    try {
      long limit = config.drain().stopDeadline().plus(PATIENCE.multipliedBy(10)).toMillis();
      if (!over.await(limit, TimeUnit.MILLISECONDS)) {
        LOG.log(WARNING, "Stopping takes longer than it should; the server goes on without it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopAll() {
    // First of all: what is due from now on is for nodes that still have clients.
    schedules.stop();
    gateway.watches().stop();
    // As long as it has clients it is part of the cluster, and keeps their times.
    gateway.drain().finish();
    gateway.cluster().sayGoodbye();
    ticking.cancel(false);
    delivery.stop(PATIENCE);
    gateway.questions().stop();
    gateway.claim().end();
    stop(applications);
    stop(housekeeping);
    memory.stop();
    blocks.stop();
    membership.stop();
    exchange.stop();
    gateway.timers().stop();
  }

  /**
   * Threads of the gateway's own: some servers' pools turn work away when many observers are busy,
   * and events must wait instead.
   */
  private static ThreadPoolExecutor newExecutor(String name, int size, ThreadFactory factory) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = factory.newThread(work);
              thread.setName("wsgateway-" + name + "-" + number.incrementAndGet());
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static void stop(ThreadPoolExecutor executor) {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** The gateway of this node. */
  public Gateway gateway() {
    return gateway;
  }

  /** How many WebSockets are open on this node. */
  public int connectionCount() {
    return directory.connections().size();
  }

  private final Map<Class<?>, Boolean> observed = new ConcurrentHashMap<>();

  /**
   * Observers are fixed once the application is deployed, so each kind of event is asked for once.
   */
  private boolean isObserved(ConnectionEvent event) {
    return observed.computeIfAbsent(
        event.getClass(), kind -> !beans.resolveObserverMethods(event).isEmpty());
  }
}
