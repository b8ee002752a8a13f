package io.wsgateway.admin;

import io.wsgateway.config.AppsConfig;
import io.wsgateway.core.Crowd;
import io.wsgateway.core.Figures;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.management.ObjectName;

/** Which apps JMX shows: those that are listed, then those with connections. By one thread. */
final class AppBeans {
  private static final String TYPE = "App";

  private final Registrations registrations;
  private final Figures figures;
  private final Closer closer;
  private final Supplier<AppsConfig> apps;
  private final Set<String> shown = new HashSet<>();

  AppBeans(Registrations registrations, Figures figures, Closer closer, Supplier<AppsConfig> apps) {
    this.registrations = registrations;
    this.figures = figures;
    this.closer = closer;
    this.apps = apps;
  }

  /** Makes what is shown what should be. */
  void update() {
    Set<String> wanted = wanted();
    for (String app : List.copyOf(shown)) {
      if (!wanted.contains(app)) {
        registrations.remove(TYPE, name(app));
        shown.remove(app);
      }
    }
    for (String app : wanted) {
      if (shown.add(app)) {
        registrations.add(TYPE, name(app), AppMXBean.class, new AppBean(app, figures, closer));
      }
    }
  }

  private Set<String> wanted() {
    Set<String> wanted = new LinkedHashSet<>(new TreeSet<>(apps.get().names()));
    figures.crowd().shares().forEach(share -> wanted.add(share.app()));
    wanted.remove(Crowd.NONE);
    wanted.remove(Crowd.OTHERS);
    return new LinkedHashSet<>(wanted.stream().limit(Crowd.MAX_APPS).toList());
  }

  /** Names may have characters that mean something in an object name. */
  private static String name(String app) {
    return ",app=" + ObjectName.quote(app);
  }
}
