package io.wsgateway.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the clients of an app may do. Each list is read from the front, and the first entry whose
 * pattern is the topic's name decides; a topic that has none is for nobody. An empty list is for
 * everybody, and where users prove who they are, for those who have.
 *
 * @param join who may join a topic
 * @param publish who may publish to a topic
 * @param list who may ask how many are in a topic
 * @param direct who may send to users and connections
 * @param broadcast who may send to all
 */
public record AppRules(
    List<Entry> join, List<Entry> publish, List<Entry> list, Who direct, Who broadcast) {

  /** Everybody may do everything, as with the originals. */
  public static final AppRules ALL =
      new AppRules(List.of(), List.of(), List.of(), Who.ANYBODY, Who.ANYBODY);

  private static final String EXPECTED =
      "entries PATTERN=WHO such as news-*=anybody, user-{user}=users, staff=role:staff,"
          + " *=nobody; WHO is anybody, users, nobody, role:NAME or claim:NAME";

  /** Copies. */
  public AppRules {
    join = List.copyOf(join);
    publish = List.copyOf(publish);
    list = List.copyOf(list);
  }

  /**
   * Topics, and who they are for.
   *
   * @param pattern a name, in which {@code *} is anything and {@code {user}} the name of the user
   */
  public record Entry(String pattern, Who who) {}

  /** Whom something is for. */
  public record Who(Kind kind, String name) {
    /** Those who have proved who they are, and those who have not. */
    public static final Who ANYBODY = new Who(Kind.ANYBODY, "");

    /** Those who have a user. */
    public static final Who USERS = new Who(Kind.USERS, "");

    private static final String ROLE = "role:";
    private static final String CLAIM = "claim:";

    static Optional<Who> parse(String text) {
      if (text.startsWith(ROLE) && text.length() > ROLE.length()) {
        return Optional.of(new Who(Kind.ROLE, text.substring(ROLE.length())));
      }
      if (text.startsWith(CLAIM) && text.length() > CLAIM.length()) {
        return Optional.of(new Who(Kind.CLAIM, text.substring(CLAIM.length())));
      }
      return switch (text) {
        case "anybody" -> Optional.of(ANYBODY);
        case "users" -> Optional.of(USERS);
        case "nobody" -> Optional.of(new Who(Kind.NOBODY, ""));
        default -> Optional.empty();
      };
    }
  }

  /** The kinds of {@link Who}. */
  public enum Kind {
    /** Everybody. */
    ANYBODY,
    /** Whoever is somebody's connection; where users prove who they are, has proved it. */
    USERS,
    /** Whose proof, or login, has a role. */
    ROLE,
    /** Whose proof has a claim that lists the topic, or a pattern of it. */
    CLAIM,
    /** Only back ends. */
    NOBODY
  }

  /**
   * Reads them.
   *
   * @param otherwise who may send to users and to all if nothing is said
   */
  static AppRules read(Settings settings, String prefix, Who otherwise) {
    return new AppRules(
        entries(settings, prefix + "join"),
        entries(settings, prefix + "publish"),
        entries(settings, prefix + "list"),
        who(settings, prefix + "direct", otherwise),
        who(settings, prefix + "broadcast", otherwise));
  }

  private static List<Entry> entries(Settings settings, String key) {
    List<Entry> entries = new ArrayList<>();
    for (String text : settings.list(key)) {
      int split = text.lastIndexOf('=');
      Optional<Who> who =
          split < 1 ? Optional.empty() : Who.parse(text.substring(split + 1).strip());
      if (who.isPresent()) {
        entries.add(new Entry(text.substring(0, split).strip(), who.get()));
      } else {
        settings.bad(key, text, EXPECTED);
      }
    }
    return entries;
  }

  private static Who who(Settings settings, String key, Who otherwise) {
    Optional<String> text = settings.text(key);
    Optional<Who> who = text.map(Who::parse).orElse(Optional.of(otherwise));
    if (who.isEmpty() || who.get().kind() == Kind.CLAIM) {
      settings.bad(key, text.orElse(""), "anybody, users, nobody or role:NAME");
    }
    return who.orElse(otherwise);
  }

  /** The names of all roles that matter. */
  public List<String> roles() {
    return named(Kind.ROLE);
  }

  /** The names of all claims that matter. */
  public List<String> claims() {
    return named(Kind.CLAIM);
  }

  private List<String> named(Kind kind) {
    return Stream.concat(
            Stream.of(join, publish, list).flatMap(Collection::stream).map(Entry::who),
            Stream.of(direct, broadcast))
        .filter(who -> who.kind() == kind)
        .map(Who::name)
        .distinct()
        .toList();
  }
}
