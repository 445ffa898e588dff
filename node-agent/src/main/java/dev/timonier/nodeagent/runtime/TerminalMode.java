package dev.timonier.nodeagent.runtime;

/// Whether a process has a terminal; with one, its standard error is its standard output.
public enum TerminalMode {
  NONE,
  TERMINAL
}
