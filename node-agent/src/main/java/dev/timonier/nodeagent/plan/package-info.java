/// Decides, as pure functions, what to do next for a pod: from what its specification wants and
/// what the runtime has. Read [dev.timonier.nodeagent.plan.PodPlanner] first.
@NullMarked
package dev.timonier.nodeagent.plan;

import org.jspecify.annotations.NullMarked;
