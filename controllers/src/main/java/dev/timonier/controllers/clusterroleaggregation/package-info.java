/// Fills aggregated ClusterRoles with the rules of those that they select.
@NullMarked
package dev.timonier.controllers.clusterroleaggregation;

import org.jspecify.annotations.NullMarked;
