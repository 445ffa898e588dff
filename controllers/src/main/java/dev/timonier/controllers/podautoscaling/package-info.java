/// Scales the targets of HorizontalPodAutoscalers by what their pods use.
@NullMarked
package dev.timonier.controllers.podautoscaling;

import org.jspecify.annotations.NullMarked;
