package catalog

import "time"

// StartedAt has loading take a moment for that at which it begins.
func StartedAt(moment time.Time) Option { return func(l *loader) { l.started = moment } }
