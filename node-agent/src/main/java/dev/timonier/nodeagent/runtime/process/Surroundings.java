package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.image.ImageStore;
import dev.timonier.nodeagent.linux.EventLoop;
import dev.timonier.nodeagent.runtime.RuntimeEvent;
import dev.timonier.nodeagent.runtime.process.cgroup.ControlGroups;
import dev.timonier.nodeagent.runtime.process.network.PodNetwork;
import java.time.InstantSource;
import java.util.function.Consumer;

/// What all sandboxes and containers of a runtime work with.
record Surroundings(
    StateDirectory state,
    ImageStore images,
    ControlGroups controlGroups,
    PodNetwork network,
    Launcher launcher,
    EventLoop loop,
    Endings endings,
    InstantSource time,
    int lastCapability,
    Consumer<RuntimeEvent> events) {}
