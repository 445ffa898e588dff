package dev.timonier.scheduler.framework;

/// The points of the scheduling and binding cycles at which plugins take part, in the order in
/// which a pod passes them.
public enum ExtensionPoint {
  PRE_ENQUEUE("preEnqueue", PreEnqueuePlugin.class),
  QUEUE_SORT("queueSort", QueueSortPlugin.class),
  PRE_FILTER("preFilter", PreFilterPlugin.class),
  FILTER("filter", FilterPlugin.class),
  POST_FILTER("postFilter", PostFilterPlugin.class),
  PRE_SCORE("preScore", PreScorePlugin.class),
  SCORE("score", ScorePlugin.class),
  RESERVE("reserve", ReservePlugin.class),
  PERMIT("permit", PermitPlugin.class),
  PRE_BIND("preBind", PreBindPlugin.class),
  BIND("bind", BindPlugin.class),
  POST_BIND("postBind", PostBindPlugin.class);

  private final String field;
  private final Class<? extends Plugin> plugins;

  ExtensionPoint(String field, Class<? extends Plugin> plugins) {
    this.field = field;
    this.plugins = plugins;
  }

  /// As in KubeSchedulerConfiguration.
  public String field() {
    return field;
  }

  /// Whether a plugin takes part at this point.
  public boolean accepts(Plugin plugin) {
    return plugins.isInstance(plugin);
  }
}
