/// What the server counts and measures, under kube-apiserver's names, served at `/metrics`. The
/// only package that knows Micrometer. Read [Metrics] first.
@NullMarked
package dev.timonier.server.metric;

import org.jspecify.annotations.NullMarked;
