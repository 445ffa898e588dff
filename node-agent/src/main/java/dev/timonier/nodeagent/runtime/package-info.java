/// The service-provider interface of container runtimes. Its verbs and states are those of the
/// Container Runtime Interface (CRI v1), so that a CRI runtime, the process runtime and the
/// simulated runtime are driven alike.
@NullMarked
package dev.timonier.nodeagent.runtime;

import org.jspecify.annotations.NullMarked;
