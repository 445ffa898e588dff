package dev.timonier.machinery.recorder;

import io.fabric8.kubernetes.api.model.ObjectReference;

/// What makes events one series: all but the note.
record SeriesKey(ObjectReference regarding, EventType type, String reason, String action) {}
