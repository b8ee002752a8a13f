package io.wsgateway.dialect.nativetransport;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reaches what is not public. What was found is kept, since it is looked for at each handshake. */
final class Reflection {
  private static final Map<Member, Field> FIELDS = new ConcurrentHashMap<>();
  private static final Map<Member, Method> METHODS = new ConcurrentHashMap<>();

  private Reflection() {}

  private record Member(Class<?> type, String name) {
    @Override
    public String toString() {
      return type.getName() + "." + name;
    }
  }

  /** What a field of this name holds, wherever in the object's classes it is declared. */
  static Object field(Object target, String name) throws ReflectiveOperationException {
    Member member = new Member(target.getClass(), name);
    Field field = FIELDS.get(member);
    if (field == null) {
      field = findField(member);
      FIELDS.put(member, field);
    }
    return present(field.get(target), member);
  }

  /** What a method without parameters returns, wherever in the object's classes it is declared. */
  static Object call(Object target, String name) throws ReflectiveOperationException {
    Method method = method(target, name);
    return present(method.invoke(target), new Member(target.getClass(), name));
  }

  /** A method without parameters of this name, wherever in the object's classes it is declared. */
  static Method method(Object target, String name) throws NoSuchMethodException {
    Member member = new Member(target.getClass(), name);
    Method method = METHODS.get(member);
    if (method == null) {
      method = findMethod(member);
      METHODS.put(member, method);
    }
    return method;
  }

  private static Field findField(Member member) throws NoSuchFieldException {
    for (Class<?> type = member.type(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(member.name())) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new NoSuchFieldException(member.toString());
  }

  private static Method findMethod(Member member) throws NoSuchMethodException {
    for (Class<?> type = member.type(); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(member.name()) && method.getParameterCount() == 0) {
          method.setAccessible(true);
          return method;
        }
      }
    }
    throw new NoSuchMethodException(member.toString());
  }

  private static Object present(@Nullable Object value, Member member)
      throws ReflectiveOperationException {
    if (value == null) {
      throw new ReflectiveOperationException(member + " is null");
    }
    return value;
  }
}
