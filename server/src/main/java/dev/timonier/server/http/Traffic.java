package dev.timonier.server.http;

import dev.timonier.machinery.time.Time;

/// What all replies of a server share: the connections and channels that are open, and the date.
record Traffic(Connections connections, FrameChannels channels, HttpDate date) {
  static Traffic at(Time time) {
    return new Traffic(new Connections(time), new FrameChannels(time), new HttpDate(time));
  }
}
