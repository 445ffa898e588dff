package dev.timonier.cluster.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks the one place that may end the process.
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@interface EndsTheProcess {}
