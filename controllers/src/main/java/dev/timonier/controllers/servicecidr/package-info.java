/// Keeps the ranges that Services get addresses from: says that they are ready, and lets none go
/// while addresses of it are taken
/// (<https://kubernetes.io/docs/tasks/network/extend-service-ip-ranges/>).
@NullMarked
package dev.timonier.controllers.servicecidr;

import org.jspecify.annotations.NullMarked;
