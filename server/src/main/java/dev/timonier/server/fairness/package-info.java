/// What the server does with its FlowSchemas and PriorityLevelConfigurations
/// (<https://kubernetes.io/docs/concepts/cluster-administration/flow-control/>).
@NullMarked
package dev.timonier.server.fairness;

import org.jspecify.annotations.NullMarked;
