/// Starts the Jobs of CronJobs when their time has come, and clears away old ones.
@NullMarked
package dev.timonier.controllers.cronjob;

import org.jspecify.annotations.NullMarked;
