package io.wsgateway.dialect.nativetransport;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Reaches what is not public. */
final class Reflection {
  private Reflection() {}

  /** What a field of this name holds, wherever in the object's classes it is declared. */
  static Object field(Object target, String name) throws ReflectiveOperationException {
    for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return present(field.get(target), target, name);
        }
      }
    }
    throw new NoSuchFieldException(target.getClass().getName() + "." + name);
  }

  /** What a method without parameters returns, wherever in the object's classes it is declared. */
  static Object call(Object target, String name) throws ReflectiveOperationException {
    for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(name) && method.getParameterCount() == 0) {
          method.setAccessible(true);
          return present(method.invoke(target), target, name);
        }
      }
    }
    throw new NoSuchMethodException(target.getClass().getName() + "." + name);
  }

  private static Object present(@Nullable Object value, Object target, String name)
      throws ReflectiveOperationException {
    if (value == null) {
      throw new ReflectiveOperationException(target.getClass().getName() + "." + name + " is null");
    }
    return value;
  }
}
