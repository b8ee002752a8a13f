package io.wsgateway.api;

import io.wsgateway.http.LastFilter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Adds the filters of the push path. */
@WebListener
public class PushPath implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    LastFilter.add(context, "push-short-way", ShortWay.class, ApiPath.APPS + "*");
    LastFilter.add(context, "push-stream", StreamFilter.class, ApiPath.APPS + "*");
  }
}
