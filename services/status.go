package services

import (
	"maps"
	"time"

	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/follow"
)

// Status is the status of a server, for operators.
type Status struct {
	// Version and Digest identify what is served, and Source is where it came from.
	Version, Digest, Source string
	// AsOf is the day for which records are derived.
	AsOf date.Day
	// Number is the number of the release, or 0.
	Number int64
	// Records counts records by collection.
	Records map[string]int
	// Warnings and Infos count the findings of what is served.
	Warnings, Infos int
	// Checked is when newer content was last looked for, and Activated when this release was first served.
	Checked, Activated time.Time
	// Refused is the reason why newer content is not served, or "". A source that does not answer refuses nothing.
	Refused string
	// Unreachable is true while the source does not answer.
	Unreachable bool
	// Retained is how many releases can be read, and RetainedBytes their size.
	Retained      int
	RetainedBytes int64
	// Reloads counts attempts to serve newer content by result: "served", or the reason of the refusal.
	Reloads map[string]int64
	// InFlight counts running unary calls, Watchers open streams.
	InFlight, Watchers int64
	// Health is which of live, ready and fresh are SERVING.
	Health map[string]bool
}

// Status returns the current status.
func (s *Server) Status() Status {
	now := s.state.Load()
	served, info := &release.Release{}, &compendiumv1.Release{}
	if !now.current.empty() {
		served, info = now.current.Release, now.current.File.Info()
	}
	status := Status{
		Version: now.current.version, Digest: info.Digest, Source: served.Source, Number: served.Number, AsOf: served.AsOf,
		Records:  make(map[string]int),
		Warnings: int(info.Findings.GetWarnings()), Infos: int(info.Findings.GetInfos()),
		Checked: now.checked, Activated: now.current.activated, Retained: len(now.retained),
		InFlight: s.limits.calls.running.Load(), Watchers: s.limits.watchers.running.Load(), Health: s.healthStates(),
	}
	for _, c := range info.Counts {
		status.Records[c.Collection] = int(c.Records)
	}
	for _, g := range now.retained {
		status.RetainedBytes += int64(len(g.File.Bytes()))
	}
	if now.refused != nil {
		status.Unreachable = now.refused.Reason == follow.ReasonUnreachable
		if !status.Unreachable {
			status.Refused = now.refused.reason()
		}
	}
	s.changing.Lock()
	defer s.changing.Unlock()
	status.Reloads = maps.Clone(s.reloads)
	return status
}

// Serves reports whether a health service, such as HealthReady, is SERVING.
func (s *Server) Serves(service string) bool {
	return s.healthStates()[service]
}

// Health returns the health service, to serve it elsewhere too.
func (s *Server) Health() healthpb.HealthServer { return s.health }

// count counts an attempt to serve newer content. The caller holds changing.
func (s *Server) count(result string) {
	if s.reloads == nil {
		s.reloads = make(map[string]int64)
	}
	s.reloads[result]++
}
