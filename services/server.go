// Package services serves releases over gRPC: the catalog and validation services, health, reflection, and reloading.
//
// It knows release files, findings, sources of releases and gRPC. It reads no content files: releases come to it
// complete, and candidate content goes from requests to the catalog and the rules.
package services

import (
	"context"
	"log/slog"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/release/follow"
	"github.com/opencompendium/compendium/services/config"
)

// Names of the health services beside those of the API. Live: the process answers. Ready: it has a valid catalog, and
// the file that it serves from is not damaged. Fresh: the catalog is the newest that the source has.
const (
	HealthLive  = "live"
	HealthReady = "ready"
	HealthFresh = "fresh"
)

// Server serves one release at a time, and retains a few earlier ones for callers that still read them.
type Server struct {
	grpc     *grpc.Server
	handlers handlers
	health   *health.Server
	log      *slog.Logger
	settings settings
	limits   *limits
	state    atomic.Pointer[state]
	// changing is held while the state is replaced.
	changing sync.Mutex
	// reloads counts attempts to serve newer content by result.
	reloads map[string]int64
	// damaged is true if the file that is served is no longer what was opened.
	damaged bool
	// fronts are the servers of other protocols.
	fronts []Front
	// stopping is closed by stop when the server accepts no more calls. Streams that would never end wait for it.
	stopping chan struct{}
	stop     func()
}

// New returns a server of a valid release, which it owns from then on. With nil the server is not ready until Swap
// brings its first release. Without options it uses the default configuration, but does not wait at its end, and
// accepts every caller.
func New(r *release.Release, log *slog.Logger, options ...Option) *Server {
	s := &Server{
		health:   health.NewServer(),
		log:      log,
		settings: settings{config: config.Default(), now: time.Now},
	}
	s.settings.config.ShutdownDelay = 0
	for _, set := range options {
		set(&s.settings)
	}
	s.limits = newLimits(s.settings.config)
	s.stopping = make(chan struct{})
	s.stop = sync.OnceFunc(func() { close(s.stopping) })
	g := newGeneration(r)
	first := &state{current: g, replaced: make(chan struct{})}
	if !g.empty() {
		g.fetched, g.loaded, g.activated, first.checked = s.now(), s.now(), s.now(), s.now()
		first.retained = []*generation{g}
	}
	s.state.Store(first)
	s.grpc = grpc.NewServer(s.transportOptions()...)
	s.handlers = handlers{make(map[string]grpc.MethodHandler), make(map[string]grpc.StreamHandler)}
	s.serve(s.description(&compendiumv1.CatalogService_ServiceDesc, catalogBytes()), catalogServer{server: s})
	s.serve(s.validationDescription(), validationServer{})
	s.serve(s.healthDescription(), s.health)
	if s.settings.config.Reflection {
		registerReflection(s.grpc)
	}
	s.limits.know(s.grpc.GetServiceInfo())
	s.setHealth(HealthLive, true)
	s.setHealth(HealthFresh, !g.empty())
	s.tellReady()
	return s
}

// now returns the time, for reported times and ages.
func (s *Server) now() time.Time { return s.settings.now() }

// validationDescription describes the methods of the validation service that are turned on.
func (s *Server) validationDescription() *grpc.ServiceDesc {
	described := s.description(&compendiumv1.ValidationService_ServiceDesc, nil)
	if !s.settings.config.ValidateContent {
		described.Methods = slices.DeleteFunc(described.Methods,
			func(m grpc.MethodDesc) bool { return m.MethodName == "ValidateContent" })
	}
	return described
}

// guarded wraps a method with the guards of each call, from the outside in.
func (s *Server) guarded(full string, next grpc.MethodHandler) grpc.MethodHandler {
	return s.contained(full, s.limits.admit(full, s.authorized(full, next)))
}

// healthDescription describes the health service. Its calls are neither counted nor authorized: they must be answered
// when all else is rejected.
func (s *Server) healthDescription() *grpc.ServiceDesc {
	described := healthpb.Health_ServiceDesc
	described.Methods = slices.Clone(described.Methods)
	for i, m := range described.Methods {
		described.Methods[i].Handler = s.contained("/"+described.ServiceName+"/"+m.MethodName, m.Handler)
	}
	return &described
}

func (s *Server) healthServices() []string {
	return []string{"", HealthLive, HealthReady, HealthFresh,
		compendiumv1.CatalogService_ServiceDesc.ServiceName, compendiumv1.ValidationService_ServiceDesc.ServiceName}
}

// healthStates returns which health services for probes are SERVING.
func (s *Server) healthStates() map[string]bool {
	states := make(map[string]bool)
	for _, name := range []string{HealthLive, HealthReady, HealthFresh} {
		answer, err := s.health.Check(context.Background(), &healthpb.HealthCheckRequest{Service: name})
		states[name] = err == nil && answer.Status == healthpb.HealthCheckResponse_SERVING
	}
	return states
}

// Times are the times of a release.
type Times struct {
	// Fetched and Loaded are when it was read, and when it was ready.
	Fetched, Loaded time.Time
	// Activated and Checked are when it was first served, and when it was last known to be the newest. The zero time
	// means now.
	Activated, Checked time.Time
}

// Swap serves a release, which the server owns from then on. Running calls continue with the release that they began
// with.
func (s *Server) Swap(r *release.Release, times Times) { s.swap(r, times, false) }

// redate serves the current release as of another day. What is known of its source does not change.
func (s *Server) redate(r *release.Release) { s.swap(r, Times{}, true) }

func (s *Server) swap(r *release.Release, times Times, redated bool) {
	s.changing.Lock()
	defer s.changing.Unlock()
	now := s.state.Load()
	g := newGeneration(r)
	g.fetched, g.loaded, g.activated = times.Fetched, times.Loaded, times.Activated
	if g.activated.IsZero() {
		g.activated = s.now()
	}
	if redated {
		g.fetched, g.loaded, g.activated = now.current.fetched, now.current.loaded, now.current.activated
	}
	if !now.current.empty() && r.File == now.current.File && g.version == now.current.version {
		// It is the same file as of another day.
		g.fetched, g.loaded, g.activated = now.current.fetched, now.current.loaded, now.current.activated
		r.File.Acquire()
	}
	next, dropped := now.next(g, s.settings.config.RetainReleases, s.settings.config.RetainBytes)
	if redated {
		next.checked, next.refused = now.checked, now.refused
	} else if next.checked = times.Checked; next.checked.IsZero() {
		next.checked = s.now()
	}
	if !now.current.empty() && g.version != now.current.version {
		next.record(&event{from: now.current.version, to: g.version, changes: file.Changes(now.current.File, r.File)})
	}
	s.state.Store(next)
	if !now.current.empty() {
		s.count("served")
	}
	close(now.replaced)
	for _, old := range dropped {
		old.File.Close()
	}
	if !redated {
		s.setHealth(HealthFresh, times.Checked.IsZero())
	}
	if now.current.empty() || s.damaged && r.File != now.current.File {
		s.damaged = false
		s.tellReady()
	}
	if why := now.refused; why != nil && why.Reason == follow.ReasonUnreachable && !redated {
		s.log.Info("the source answers again")
	}
	s.log.Info("catalog is served", "version", g.version, "before", now.current.version, "as_of", r.AsOf,
		"records", records(r), "source", r.Source)
	if !redated {
		s.logUnread(r)
	}
}

// logUnread names the files that the content of a release has beside its records, such as a backup of an editor. They
// keep nothing from being served, and nothing of them is.
func (s *Server) logUnread(r *release.Release) {
	findings, err := r.File.Findings()
	if err != nil {
		return // reading what is served reports it
	}
	for _, f := range findings {
		if f.GetRule() == catalog.RuleMisplaced {
			s.log.Warn("file is not read", "file", f.GetFile(), "message", f.GetMessage())
		}
	}
}

// isDamaged reports whether the file that is served was damaged.
func (s *Server) isDamaged() bool {
	s.changing.Lock()
	defer s.changing.Unlock()
	return s.damaged
}

// inspect checks whether the file that is served was damaged. If so, its answers may be wrong, and the server is not
// ready until it serves another file, or the same one opened again. The reloader calls it.
func (s *Server) inspect() {
	s.changing.Lock()
	defer s.changing.Unlock()
	now := s.state.Load().current
	if now.empty() {
		return
	}
	err := now.File.Intact()
	if (err != nil) == s.damaged {
		return
	}
	s.damaged = err != nil
	if !s.damaged {
		s.log.Info("the release file is intact again", "version", now.version, "source", now.Source)
	} else {
		s.log.Error("the release file was damaged: something wrote to it instead of renaming a new file over it", "version",
			now.version, "source", now.Source, "error", err)
	}
	s.tellReady()
}

// tellReady updates the health of ready. The caller holds changing.
func (s *Server) tellReady() {
	ready := !s.damaged && !s.state.Load().current.empty()
	for _, name := range s.healthServices() {
		if name != HealthLive && name != HealthFresh {
			s.setHealth(name, ready)
		}
	}
}

func (s *Server) setHealth(service string, serving bool) {
	status := healthpb.HealthCheckResponse_NOT_SERVING
	if serving {
		status = healthpb.HealthCheckResponse_SERVING
	}
	s.health.SetServingStatus(service, status)
}

func records(r *release.Release) int {
	n := 0
	for _, count := range r.File.Info().Counts {
		n += int(count.Records)
	}
	return n
}

// Refuse keeps what is served, and reports in health, log and GetCatalog that newer content is refused. If the source
// does not answer, health reports that only after a while.
func (s *Server) Refuse(why Refusal) {
	var before *Refusal
	var stale bool
	now := s.amend(func(n *state) {
		before, n.refused = n.refused, &why
		s.count(why.reason())
		stale = !why.transient() || s.now().Sub(n.checked) > s.settings.config.MaxStaleness
	})
	if stale {
		s.setHealth(HealthFresh, false)
	}
	if why.same(before) {
		return
	}
	if before != nil && before.Reason == follow.ReasonUnreachable {
		s.log.Info("the source answers again")
	}
	if now.current.empty() {
		s.log.Error("there is no catalog to serve yet", "reason", why.reason(), "error", why.Err)
		return
	}
	s.log.Error(why.headline(), "version", now.current.version, "refused", why.Digest, "reason", why.reason(),
		"errors", finding.Count(why.Findings, finding.Error), "error", why.Err)
	for _, f := range why.Findings {
		if f.Severity == finding.Error {
			s.log.Error("finding", "rule", f.Rule, "file", f.File, "line", f.Position.Line, "column", f.Position.Column,
				"message", f.Message)
		}
	}
}

// Checked records that what is served was just found to be the newest.
func (s *Server) Checked() {
	var before *Refusal
	now := s.amend(func(n *state) { before, n.checked, n.refused = n.refused, s.now(), nil })
	s.setHealth(HealthFresh, true)
	if before != nil {
		s.log.Info("what is served is the newest again", "version", now.current.version, "before", before.reason())
	}
}

// amend replaces the state by one with the same releases.
func (s *Server) amend(change func(*state)) *state {
	s.changing.Lock()
	defer s.changing.Unlock()
	n := *s.state.Load()
	change(&n)
	s.state.Store(&n)
	return &n
}

// HasCatalog reports whether there is a release to serve.
func (s *Server) HasCatalog() bool { return !s.state.Load().current.empty() }

// Hold returns the release that is served, which stays open until the returned function is called. The release is nil
// if there is none yet.
func (s *Server) Hold() (held *release.Release, done func()) {
	c, err := s.pick(nil)
	if err != nil {
		return nil, func() {}
	}
	return c.Release, c.File.Close
}

// served returns the release that is served, or nil.
func (s *Server) served() *release.Release { return s.state.Load().current.Release }

// Serve serves on a listener until the server stops.
func (s *Server) Serve(listener net.Listener) error {
	answer := ""
	if s.settings.tls == nil {
		answer = httpElsewhere(s.settings.config.HTTPListen)
	}
	return s.grpc.Serve(coalescing{listener, answer})
}
