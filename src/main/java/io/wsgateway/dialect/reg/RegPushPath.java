package io.wsgateway.dialect.reg;

import io.wsgateway.http.LastFilter;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Adds the short way for plain pushes. */
@WebListener
public class RegPushPath implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    LastFilter.add(
        event.getServletContext(),
        "reg-short-way",
        RegShortWay.class,
        RegShortWay.USERS,
        RegShortWay.TOPIC);
  }
}
