import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;

/**
 * Completes user tasks for bench/engines.py: {@code Engines ENGINE JDBC-URL BPMN-FILE}.
 *
 * <p>Says "ready"; each line "THREADS TASKS" on standard input is answered with "SECONDS CPU-SECONDS":
 * what completing that many tasks in each thread took. Finding the tasks is not counted.
 */
public final class Engines {
  private static final int CONNECTIONS = 16;

  /** What the comparison needs of an engine. */
  private interface Engine {
    String start();

    /** Returns the open task of an instance, null where it has ended. */
    String next(String instance);

    void complete(String task);
  }

  public static void main(String[] arguments) throws Exception {
    var pool = new HikariConfig();
    pool.setJdbcUrl(arguments[1]);
    pool.setMaximumPoolSize(CONNECTIONS);
    var bpmn = Files.readString(Path.of(arguments[2]));
    var source = new HikariDataSource(pool);
    var engine = arguments[0].equals("flowable") ? flowable(source, bpmn) : camunda(source, bpmn);
    System.out.println("ready");
    answer(engine);
    System.exit(0);
  }

  private static void answer(Engine engine) throws Exception {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var threads = Executors.newCachedThreadPool();
    var instances = new ArrayList<String>();
    var commands = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = commands.readLine()) != null; ) {
      var asked = line.split(" ");
      int lanes = Integer.parseInt(asked[0]);
      int each = Integer.parseInt(asked[1]);
      var tasks = open(engine, instances, lanes * each);
      long wall = System.nanoTime();
      long cpu = system.getProcessCpuTime();
      var running = new ArrayList<Future<?>>();
      for (int lane = 0; lane < lanes; lane++) {
        var mine = tasks.subList(lane * each, (lane + 1) * each);
        running.add(threads.submit(() -> mine.forEach(engine::complete)));
      }
      for (var one : running) {
        one.get();
      }
      var spent = (System.nanoTime() - wall) / 1e9;
      System.out.println(spent + " " + (system.getProcessCpuTime() - cpu) / 1e9);
    }
  }

  /** Returns the open tasks of {@code count} instances; those that have ended are replaced. */
  private static ArrayList<String> open(Engine engine, ArrayList<String> instances, int count) {
    var tasks = new ArrayList<String>();
    for (int at = 0; at < count; at++) {
      if (at == instances.size()) {
        instances.add(engine.start());
      }
      var task = engine.next(instances.get(at));
      if (task == null) {
        instances.set(at, engine.start());
        task = engine.next(instances.get(at));
      }
      tasks.add(task);
    }
    return tasks;
  }

  private static Engine flowable(DataSource source, String bpmn) {
    var settings = new org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration();
    settings.setDataSource(source);
    settings.setDatabaseSchemaUpdate("true");
    settings.setAsyncExecutorActivate(false);
    var engine = settings.buildProcessEngine();
    engine.getRepositoryService().createDeployment().addString("sop.bpmn20.xml", bpmn).deploy();
    return new Engine() {
      @Override
      public String start() {
        return engine.getRuntimeService().startProcessInstanceByKey("proses").getId();
      }

      @Override
      public String next(String instance) {
        var query = engine.getTaskService().createTaskQuery().processInstanceId(instance);
        var task = query.singleResult();
        return task == null ? null : task.getId();
      }

      @Override
      public void complete(String task) {
        engine.getTaskService().complete(task);
      }
    };
  }

  private static Engine camunda(DataSource source, String bpmn) {
    var settings = new StandaloneProcessEngineConfiguration();
    settings.setDataSource(source);
    settings.setDatabaseSchemaUpdate("true");
    settings.setJobExecutorActivate(false);
    settings.setHistory("audit"); // what Flowable keeps by default; Camunda's own default is more
    settings.setEnforceHistoryTimeToLive(false);
    var engine = settings.buildProcessEngine();
    engine.getRepositoryService().createDeployment().addString("sop.bpmn", bpmn).deploy();
    return new Engine() {
      @Override
      public String start() {
        return engine.getRuntimeService().startProcessInstanceByKey("proses").getId();
      }

      @Override
      public String next(String instance) {
        var query = engine.getTaskService().createTaskQuery().processInstanceId(instance);
        var task = query.singleResult();
        return task == null ? null : task.getId();
      }

      @Override
      public void complete(String task) {
        engine.getTaskService().complete(task);
      }
    };
  }
}
