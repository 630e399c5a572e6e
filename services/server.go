// Package services serves releases over gRPC: the catalog and validation services, health, reflection, and reloading.
//
// It knows images, findings and gRPC. It reads no content files: releases come to it complete, and candidate content goes from
// requests to the catalog and the rules as it is.
package services

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"sync/atomic"

	"buf.build/go/protovalidate"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/reflection"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/services/config"
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
	settings  settings
	limits    *limits
	// stopping ends when the server takes no more calls; stop ends it. Streams that would go on for ever listen to it.
	stopping context.Context //nolint:containedctx // it lives as long as the server
	stop     context.CancelFunc
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

// New makes a server of a valid release. It logs to log. Without options it keeps to the default configuration, but does
// not wait at its end, and takes every caller.
func New(r *release.Release, log *slog.Logger, options ...Option) (*Server, error) {
	validator, err := protovalidate.New()
	if err != nil {
		return nil, fmt.Errorf("compile the rules of the schema: %w", err)
	}
	s := &Server{health: health.NewServer(), log: log, validator: validator, settings: settings{config: config.Default()}}
	s.settings.config.ShutdownDelay = 0
	for _, set := range options {
		set(&s.settings)
	}
	s.limits = newLimits(s.settings.config)
	s.stopping, s.stop = context.WithCancel(context.Background())
	s.serving.Store(&serving{Release: r})
	s.grpc = grpc.NewServer(s.transportOptions()...)
	s.grpc.RegisterService(s.description(&compendiumv1.CatalogService_ServiceDesc, catalogMethods), nil)
	s.grpc.RegisterService(s.description(&compendiumv1.ValidationService_ServiceDesc, s.validationMethods()), nil)
	healthpb.RegisterHealthServer(s.grpc, s.health)
	if s.settings.config.Reflection {
		reflection.Register(s.grpc)
	}
	s.limits.know(s.grpc.GetServiceInfo())
	for _, name := range s.healthServices() {
		s.health.SetServingStatus(name, healthpb.HealthCheckResponse_SERVING)
	}
	return s, nil
}

// validationMethods gives the methods of the validation service that are switched on.
func (s *Server) validationMethods() map[string]method {
	if s.settings.config.ValidateContent {
		return validationMethods
	}
	on := maps.Clone(validationMethods)
	delete(on, "ValidateContent")
	return on
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
