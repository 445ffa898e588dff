package dev.timonier.nodeagent.hook;

import dev.timonier.machinery.time.Time;
import dev.timonier.nodeagent.action.Commands;
import dev.timonier.nodeagent.action.HttpCalls;
import dev.timonier.nodeagent.action.Outcome;
import dev.timonier.nodeagent.action.Targets;
import dev.timonier.nodeagent.pod.Nodes;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// Runs hooks in and against real containers.
public final class NodeHooks implements Hooks {
  private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(30);

  private final Commands commands;
  private final HttpCalls calls;
  private final Nodes nodes;
  private final Time time;

  public NodeHooks(Commands commands, HttpCalls calls, Nodes nodes, Time time) {
    this.commands = commands;
    this.calls = calls;
    this.nodes = nodes;
    this.time = time;
  }

  @Override
  public void run(Target target, LifecycleHandler handler) throws InterruptedException {
    if (handler.getExec() != null) {
      check(commands.run(target.running(), handler.getExec().getCommand()));
    } else if (handler.getHttpGet() != null) {
      get(target, handler.getHttpGet());
    } else if (handler.getSleep() != null) {
      pause(Duration.ofSeconds(handler.getSleep().getSeconds()));
    } else {
      throw new HookFailure("invalid handler: " + handler, null);
    }
  }

  private static void check(Outcome outcome) {
    switch (outcome) {
      case Outcome.Succeeded _ -> {}
      case Outcome.Failed failed -> throw new HookFailure(failed.output(), null);
      case Outcome.Unknown unknown -> throw new HookFailure(unknown.cause(), null);
    }
  }

  /// Any reply will do, whatever its code.
  private void get(Target target, HTTPGetAction action) {
    try {
      var call = Targets.http(action, target.container(), address(target));
      if (calls.get(call, HTTP_TIMEOUT) instanceof Outcome.Failed failed
          && failed.output().startsWith("Get ")) {
        throw new HookFailure(failed.output(), null);
      }
    } catch (IllegalArgumentException e) {
      throw new HookFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private String address(Target target) {
    return target.address().isEmpty()
        ? nodes.addresses(target.pod().getSpec().getNodeName()).getFirst()
        : target.address();
  }

  private void pause(Duration duration) throws InterruptedException {
    var over = new CountDownLatch(1);
    time.after(duration, over::countDown);
    over.await();
  }
}
