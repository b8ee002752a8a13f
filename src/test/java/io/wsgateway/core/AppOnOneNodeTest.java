package io.wsgateway.core;

class AppOnOneNodeTest extends AppContract {
  @Override
  TestCluster.Node nodeOfConnections(TestCluster cluster, TestCluster.Node asked) {
    return asked;
  }
}
