/// kube-proxy: leads connections to services' addresses to the endpoints, by nftables.
///
/// Services and EndpointSlices become records (`ServicePort`, `Endpoint`), those a set of rules
/// (`ServiceRules`), and the difference between two such sets one transaction. Read `ServiceProxy`
/// first.
@NullMarked
package dev.timonier.nodeagent.proxy;

import org.jspecify.annotations.NullMarked;
