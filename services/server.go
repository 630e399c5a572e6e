// Package services serves releases over gRPC: the catalog and validation services, health, reflection, and reloading.
//
// It knows images, findings and gRPC. It reads no content files: releases come to it complete, and candidate content goes from
// requests to the catalog and the rules as it is.
package services

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"buf.build/go/protovalidate"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/reflection"

	"github.com/opencompendium/compendium/catalog/image"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/validate"
)

// Names of the health services beside those of the API. Live: the process answers. Ready: it has a valid catalog. Fresh: the
// catalog it serves is the newest that it found.
const (
	HealthLive  = "live"
	HealthReady = "ready"
	HealthFresh = "fresh"
)

// Server serves one release at a time, and keeps a few that it served before for those who still read them.
type Server struct {
	grpc      *grpc.Server
	health    *health.Server
	log       *slog.Logger
	validator protovalidate.Validator
	keep      Retention
	watchAge  time.Duration
	now       func() time.Time

	state atomic.Pointer[state]
	// changing is held while the state is replaced.
	changing sync.Mutex
	// stopping is closed when the server begins to stop.
	stopping     chan struct{}
	stoppingOnce sync.Once
	// validations bounds how many candidate contents are checked at once.
	validations chan struct{}
}

// Refusal is why newer content is not served.
type Refusal struct {
	// Digest identifies the refused content. Empty where it could not be read.
	Digest string
	// Findings that refused it. Empty where it could not be read.
	Findings []validate.Finding
	// Reason is a word for programs: "unreachable". Empty: "invalid" with findings, else "unreadable".
	Reason string
	// Err is what went wrong.
	Err error
}

func (r *Refusal) reason() string {
	switch {
	case r.Reason != "":
		return r.Reason
	case len(r.Findings) > 0:
		return "invalid"
	default:
		return "unreadable"
	}
}

// Options are how a server behaves. The zero value is that of the defaults.
type Options struct {
	// Retention bounds how many earlier releases can still be read. Zero: DefaultRetention.
	Retention Retention
	// WatchAge is after which time a watch is ended, for the caller to resume. Connections have to live longer. Zero: DefaultWatchAge.
	WatchAge time.Duration
	// Now is the clock, for the times and ages that are told. Nil: the system's.
	Now func() time.Time
}

// DefaultWatchAge is how long a watch lasts.
const DefaultWatchAge = 10 * time.Minute

// maxMessageBytes is the largest request that is read: what ValidateContent takes at most, and room for its frame.
const maxMessageBytes = 27 << 20

// New makes a server of a valid release, which it holds from then on. It logs to log.
func New(r *release.Release, log *slog.Logger, options Options) (*Server, error) {
	validator, err := protovalidate.New()
	if err != nil {
		return nil, fmt.Errorf("compile the rules of the schema: %w", err)
	}
	s := &Server{health: health.NewServer(), log: log, validator: validator, keep: options.Retention, watchAge: options.WatchAge, now: options.Now,
		stopping: make(chan struct{}), validations: make(chan struct{}, runtime.GOMAXPROCS(0))}
	if s.keep == (Retention{}) {
		s.keep = DefaultRetention
	}
	if s.watchAge == 0 {
		s.watchAge = DefaultWatchAge
	}
	if s.now == nil {
		s.now = time.Now
	}
	g := newGeneration(r)
	g.fetched, g.loaded, g.activated = s.now(), s.now(), s.now()
	s.state.Store(&state{current: g, retained: []*generation{g}, checked: s.now(), replaced: make(chan struct{})})
	s.grpc = grpc.NewServer(
		grpc.ForceServerCodecV2(codec{}),
		grpc.MaxRecvMsgSize(maxMessageBytes),
	)
	catalogService := s.description(&compendiumv1.CatalogService_ServiceDesc, catalogMethods)
	catalogService.Streams = []grpc.StreamDesc{{StreamName: "WatchCatalog", Handler: s.watchCatalog, ServerStreams: true}}
	s.grpc.RegisterService(catalogService, nil)
	s.grpc.RegisterService(s.description(&compendiumv1.ValidationService_ServiceDesc, validationMethods), nil)
	healthpb.RegisterHealthServer(s.grpc, s.health)
	reflection.Register(s.grpc)
	for _, name := range s.healthServices() {
		s.health.SetServingStatus(name, healthpb.HealthCheckResponse_SERVING)
	}
	return s, nil
}

func (s *Server) healthServices() []string {
	return []string{"", HealthLive, HealthReady, HealthFresh,
		compendiumv1.CatalogService_ServiceDesc.ServiceName, compendiumv1.ValidationService_ServiceDesc.ServiceName}
}

// healthStates says which of the services for probes say SERVING.
func (s *Server) healthStates() map[string]bool {
	states := make(map[string]bool)
	for _, name := range []string{HealthLive, HealthReady, HealthFresh} {
		answer, err := s.health.Check(context.Background(), &healthpb.HealthCheckRequest{Service: name})
		states[name] = err == nil && answer.Status == healthpb.HealthCheckResponse_SERVING
	}
	return states
}

// Times are when a release was read and when it was ready to be served.
type Times struct{ Fetched, Loaded time.Time }

// Swap serves a release from the next call on, and holds it. Calls that run go on with the one they began with.
func (s *Server) Swap(r *release.Release, times Times) {
	s.changing.Lock()
	defer s.changing.Unlock()
	now := s.state.Load()
	g := newGeneration(r)
	g.fetched, g.loaded, g.activated = times.Fetched, times.Loaded, s.now()
	if r.Image == now.current.Image && g.version == now.current.version {
		// The same image for another day.
		g.fetched, g.loaded, g.activated = now.current.fetched, now.current.loaded, now.current.activated
		r.Image.Acquire()
	}
	next, dropped := now.next(g, s.keep)
	next.checked = s.now()
	if g.version != now.current.version {
		next.record(&event{from: now.current.version, to: g.version, changes: image.Changes(now.current.Image, r.Image)})
	}
	s.state.Store(next)
	close(now.replaced)
	for _, old := range dropped {
		old.Image.Release()
	}
	s.health.SetServingStatus(HealthFresh, healthpb.HealthCheckResponse_SERVING)
	s.log.Info("catalog is served", "version", g.version, "before", now.current.version, "as_of", r.AsOf, "records", records(r), "source", r.Source)
}

func records(r *release.Release) int {
	n := 0
	for _, count := range r.Image.Info().Counts {
		n += int(count.Records)
	}
	return n
}

// Refuse keeps the catalog that is served and says that newer content is not: in health, log and GetCatalog.
func (s *Server) Refuse(why Refusal) {
	now := s.amend(func(n *state) { n.refused = &why })
	s.health.SetServingStatus(HealthFresh, healthpb.HealthCheckResponse_NOT_SERVING)
	s.log.Error("newer content is refused, the last good catalog is served on", "version", now.current.version, "refused", why.Digest,
		"reason", why.reason(), "errors", validate.Count(why.Findings, validate.Error), "error", why.Err)
	for _, f := range why.Findings {
		if f.Severity == validate.Error {
			s.log.Error("finding", "rule", f.Rule, "file", f.File, "line", f.Position.Line, "column", f.Position.Column, "message", f.Message)
		}
	}
}

// Checked says that newer content was looked for just now and that there was none.
func (s *Server) Checked() { s.amend(func(n *state) { n.checked = s.now() }) }

// amend replaces the state by one that answers from the same releases.
func (s *Server) amend(change func(*state)) *state {
	s.changing.Lock()
	defer s.changing.Unlock()
	n := *s.state.Load()
	change(&n)
	s.state.Store(&n)
	return &n
}

// Serving gives the version that is served, and whether newer content was refused.
func (s *Server) Serving() (version string, refused bool) {
	now := s.state.Load()
	return now.current.version, now.refused != nil
}

// Serve answers calls on a listener until the server stops.
func (s *Server) Serve(listener net.Listener) error { return s.grpc.Serve(listener) }

// Shutdown stops in three steps: health says NOT_SERVING, so that balancers look elsewhere; no new calls are taken and running ones
// are waited for; when the context ends first, what still runs is cut off.
func (s *Server) Shutdown(ctx context.Context) {
	// 1. Health first. It stays that way: Shutdown of the health server refuses later changes. Watches end themselves.
	s.health.Shutdown()
	s.stoppingOnce.Do(func() { close(s.stopping) })
	// 2. Drain.
	done := make(chan struct{})
	go func() {
		s.grpc.GracefulStop()
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
		// 3. The deadline.
		s.log.Warn("calls were still running at the deadline and are cut off")
		s.grpc.Stop()
		<-done
	}
}

// DrainTime is how long Shutdown should be given.
const DrainTime = 15 * time.Second
