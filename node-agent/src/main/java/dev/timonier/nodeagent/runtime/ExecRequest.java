package dev.timonier.nodeagent.runtime;

import java.util.List;

/// A command to run inside a container.
public record ExecRequest(List<String> command, TerminalMode terminal) {}
