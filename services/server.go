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
	"sync/atomic"
	"time"

	"buf.build/go/protovalidate"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/reflection"

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

// Server serves one release at a time.
type Server struct {
	grpc      *grpc.Server
	health    *health.Server
	log       *slog.Logger
	validator protovalidate.Validator
	serving   atomic.Pointer[serving]
}

// serving is a release together with how the last attempt to replace it ended.
type serving struct {
	*release.Release
	// refused is why the newest content is not served, or nil.
	refused *Refusal
}

// Refusal is why newer content is not served.
type Refusal struct {
	// Digest identifies the refused content. Empty where it could not be read.
	Digest string
	// Findings that refused it. Empty where it could not be read.
	Findings []validate.Finding
	// Err is what went wrong.
	Err error
}

// maxMessageBytes is the largest request that is read: what ValidateContent takes at most, and room for its frame.
const maxMessageBytes = 27 << 20

// New makes a server of a valid release. It logs to log.
func New(r *release.Release, log *slog.Logger) (*Server, error) {
	validator, err := protovalidate.New()
	if err != nil {
		return nil, fmt.Errorf("compile the rules of the schema: %w", err)
	}
	s := &Server{health: health.NewServer(), log: log, validator: validator}
	s.serving.Store(&serving{Release: r})
	s.grpc = grpc.NewServer(
		grpc.ForceServerCodecV2(codec{}),
		grpc.ChainUnaryInterceptor(s.contain),
		grpc.MaxRecvMsgSize(maxMessageBytes),
	)
	s.grpc.RegisterService(s.description(&compendiumv1.CatalogService_ServiceDesc, catalogMethods), nil)
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

// Swap serves a release from the next call on. Calls that run go on with the one they began with.
func (s *Server) Swap(r *release.Release) {
	old := s.serving.Swap(&serving{Release: r})
	s.health.SetServingStatus(HealthFresh, healthpb.HealthCheckResponse_SERVING)
	s.log.Info("catalog is served", "version", r.Image.Version(), "before", old.Image.Version(), "as_of", r.Image.AsOf(), "records", r.Statistics.Records, "source", r.Source)
}

// Refuse keeps the catalog that is served and says that newer content is not: in health, log and GetCatalog.
func (s *Server) Refuse(why Refusal) {
	now := s.serving.Load()
	s.serving.Store(&serving{Release: now.Release, refused: &why})
	s.health.SetServingStatus(HealthFresh, healthpb.HealthCheckResponse_NOT_SERVING)
	s.log.Error("newer content is refused, the last good catalog is served on", "version", now.Image.Version(), "refused", why.Digest,
		"errors", validate.Count(why.Findings, validate.Error), "error", why.Err)
	for _, f := range why.Findings {
		if f.Severity == validate.Error {
			s.log.Error("finding", "rule", f.Rule, "file", f.File, "line", f.Position.Line, "column", f.Position.Column, "message", f.Message)
		}
	}
}

// Serving gives the version that is served, and whether newer content was refused.
func (s *Server) Serving() (version string, refused bool) {
	now := s.serving.Load()
	return now.Image.Version(), now.refused != nil
}

// Serve answers calls on a listener until the server stops.
func (s *Server) Serve(listener net.Listener) error { return s.grpc.Serve(listener) }

// Shutdown stops in three steps: health says NOT_SERVING, so that balancers look elsewhere; no new calls are taken and running ones
// are waited for; when the context ends first, what still runs is cut off.
func (s *Server) Shutdown(ctx context.Context) {
	// 1. Health first. It stays that way: Shutdown of the health server refuses later changes.
	s.health.Shutdown()
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
