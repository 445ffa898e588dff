package dev.timonier.machinery.recorder;

import io.fabric8.kubernetes.api.model.ObjectReference;
import java.util.Optional;

/// What makes events one series: all but the note.
record SeriesKey(
    ObjectReference regarding,
    Optional<ObjectReference> related,
    EventType type,
    String reason,
    String action) {}
