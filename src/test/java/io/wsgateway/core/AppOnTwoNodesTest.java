package io.wsgateway.core;

class AppOnTwoNodesTest extends AppContract {
  @Override
  TestCluster.Node nodeOfConnections(TestCluster cluster, TestCluster.Node asked) {
    return cluster.newNode();
  }
}
