package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"google.golang.org/grpc"

	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
	"github.com/opencompendium/compendium/services/telemetry"
)

func newLog(cfg *config.Config, to io.Writer) *slog.Logger {
	if cfg.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(to, nil))
	}
	return slog.New(slog.NewTextHandler(to, nil))
}

// observation is what observes a server.
type observation struct {
	*telemetry.Telemetry

	// log logs calls. It is nil if none is to be logged.
	log *telemetry.AccessLog
}

// observe returns what observes a server.
func observe(ctx context.Context, cfg *config.Config, log *slog.Logger) (*observation, services.Option, error) {
	const percent = 100.0
	// Without the private port nothing could read the metrics.
	t, err := telemetry.New(
		ctx,
		telemetry.Options{
			Metrics:     cfg.Metrics && cfg.AdminListen != "",
			TraceSample: float64(cfg.TracePercent) / percent,
			Version:     toolVersion(),
		},
	)
	if err != nil {
		return nil, nil, err
	}
	observed := &observation{Telemetry: t}
	options := t.ServerOptions()
	if cfg.AccessLogPercent > 0 {
		observed.log = &telemetry.AccessLog{Log: log, Sample: float64(cfg.AccessLogPercent) / percent}
		options = append(options, grpc.StatsHandler(observed.log))
	}
	return observed, services.WithServerOptions(options...), nil
}

// administer serves the private port until stop is called.
func (c *command) administer(
	ctx context.Context,
	cfg *config.Config,
	server *services.Server,
	t *observation,
	log *slog.Logger,
) (stop func(), err error) {
	if cfg.AdminListen == "" {
		return func() {}, nil
	}
	if err := t.Registry.Register(&telemetry.Catalog{Status: server.Status, Now: c.Now}); err != nil {
		return nil, fmt.Errorf("--admin-listen: %w", err)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", cfg.AdminListen)
	if err != nil {
		return nil, fmt.Errorf("--admin-listen: %w; choose another address", err)
	}
	admin := telemetry.Admin(t.Registry, server.Serves, server.Health())
	admin.ErrorLog = slog.NewLogLogger(log.Handler(), slog.LevelWarn)
	log.Info("the private port is open", "address", listener.Addr().String())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := admin.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Error("the private port failed", "error", err)
		}
	}()
	return func() {
		const patience = 5 * time.Second
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
		if err := errors.Join(admin.Shutdown(ending), t.Close(ending)); err != nil {
			log.Warn("the private port did not shut down cleanly", "error", err)
		}
		<-done
	}, nil
}
