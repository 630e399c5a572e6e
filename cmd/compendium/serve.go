package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
	"github.com/opencompendium/compendium/services/transport"
	"github.com/opencompendium/compendium/validate/report"
)

func (c *command) serveCommand() *cobra.Command {
	serve := &cobra.Command{
		Use:   "serve",
		Short: "Serve the catalog over gRPC and HTTP",
		Long: `Serve the catalog over gRPC, with reflection and health, and with --http-listen over HTTP.

Without --content, --release or --catalog it serves content/ if there is one, or the content that the working directory
is in, and else the embedded catalog. --content serves a directory, --release a release file from ` + "`compendium build`" + `, and --catalog the release that a channel leads to; all three are
loaded again when they change, and on SIGHUP. Label statuses are as of today, derived anew when a new day begins,
unless --as-of fixes the day. Content with errors is never served: at startup the command prints the findings and ends
with exit code 1; later the server keeps the last good catalog, and health (the service "fresh"), the log and
GetCatalog say so.

Every setting is a flag, an environment variable (--max-in-flight is COMPENDIUM_MAX_IN_FLIGHT), or a key in the YAML
file that --config names. Flags override variables, and variables override the file. --print-config shows what is in
effect, and docs/serve.md explains all settings.`,
		Args: cobra.NoArgs,
	}
	flags := config.AddFlags(serve.Flags())
	serve.RunE = func(cmd *cobra.Command, _ []string) error {
		loaded, err := flags.Load(os.Environ(), os.ReadFile)
		if err != nil {
			return err
		}
		if flags.Print() {
			return loaded.Print(c.Stdout)
		}
		return c.serve(cmd.Context(), &loaded.Config)
	}
	return serve
}

func (c *command) serve(ctx context.Context, cfg *config.Config) error {
	source, err := c.source(cfg)
	if err != nil {
		return err
	}
	c.serves.Store(true)
	tune(cfg, os.LookupEnv)
	log := newLog(cfg, c.Stderr)
	// Everything that is started here ends before the command does.
	var started sync.WaitGroup
	defer file.Wait()
	defer started.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	server, front, observed, err := c.server(ctx, cfg, log, &started)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	signal.Ignore(syscall.SIGPIPE) // a server outlives the reader of its log
	reloader := &services.Reloader{Server: server, Source: source, Every: cfg.Poll, Now: hangup}
	if cfg.Catalog != "" {
		reloader.Every = cfg.CatalogPoll
	} else if err := reloader.Begin(ctx); err != nil {
		return c.refuse("serve", err)
	}
	closeAdmin, err := c.administer(ctx, cfg, server, observed, log)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	defer closeAdmin()
	defer server.Stop()
	failed := make(chan error, 2)
	address, err := listen(ctx, cfg, server, front, log, func(serve func() error) {
		started.Go(func() { failed <- serve() })
	})
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	begun := make(chan error, 1)
	started.Go(func() { begun <- keepServing(ctx, reloader, server, log, address) })
	select {
	case err := <-failed:
		return fmt.Errorf("serve on %s: %w", address, err)
	case err := <-begun:
		if err != nil {
			return c.refuse("serve", err)
		}
	case <-ctx.Done():
	}
	shutDown(ctx, cfg, server)
	return nil
}

// listen opens the port of gRPC, and that of HTTP if there is a front for it, and starts to serve on them. It returns
// the address of gRPC.
func listen(ctx context.Context, cfg *config.Config, server *services.Server, front *http.Server, log *slog.Logger,
	start func(serve func() error)) (net.Addr, error) {
	if front != nil {
		serve, err := listenHTTP(ctx, cfg, front, log)
		if err != nil {
			return nil, fmt.Errorf("%w; choose another address with --http-listen", err)
		}
		start(serve)
	}
	network, address := config.Network(cfg.Listen)
	listener, err := transport.Listen(ctx, network, address, cfg.MaxConnections)
	if err != nil {
		return nil, fmt.Errorf("%w; choose another address with --listen", err)
	}
	log.Info("listening", "address", listener.Addr().String())
	start(func() error { return server.Serve(listener) })
	return listener.Addr(), nil
}

// keepServing brings the first release where there is none yet, and the newer ones until the context ends. The source
// may take long to answer; meanwhile the server is up and not ready.
func keepServing(
	ctx context.Context, reloader *services.Reloader, server *services.Server, log *slog.Logger, at net.Addr,
) error {
	if !server.HasCatalog() {
		if err := reloader.Begin(ctx); err != nil {
			return err
		}
	}
	if server.HasCatalog() {
		now := server.Status()
		log.Info("serving", "address", at.String(), "version", now.Version, "as_of", now.AsOf, "source", now.Source)
	}
	reloader.Run(ctx)
	return nil
}

// server returns a server without a release, its front for HTTP, if there is to be one, and what observes both. It
// follows the certificates until the context ends.
func (c *command) server(ctx context.Context, cfg *config.Config, log *slog.Logger, started *sync.WaitGroup) (
	*services.Server, *http.Server, *observation, error,
) {
	observed, observing, err := observe(ctx, cfg, log)
	if err != nil {
		return nil, nil, nil, err
	}
	options := []services.Option{services.WithConfig(cfg), observing}
	auth, err := c.auth(cfg)
	if err != nil {
		return nil, nil, nil, err
	}
	if auth != nil {
		options = append(options, services.WithAuth(auth))
	}
	var overHTTP *tls.Config
	if cfg.TLS() {
		secure, err := c.secure(ctx, cfg, log, started)
		if err != nil {
			return nil, nil, nil, err
		}
		options = append(options, services.WithTLS(secure.Config()))
		overHTTP = secure.HTTPConfig()
	}
	server := services.New(nil, log, options...)
	if cfg.HTTPListen == "" {
		return server, nil, observed, nil
	}
	front, err := newFront(cfg, server, observed, overHTTP, log)
	return server, front, observed, err
}

// patience is how long signals are ignored after the one that ends the server, and how long other commands may take to
// end. Supervisors and shells send the same signal to a process and to its group, one right after the other.
const patience = time.Second

// Why a server that shuts down no longer waits for running calls.
var (
	errDrain    = errors.New("drain-timeout is over")
	errSignaled = errors.New("another signal asked to end at once")
)

// shutDown ends a server. Another signal ends the wait for running calls.
func shutDown(ctx context.Context, cfg *config.Config, server *services.Server) {
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(nil)
	deadline, release := context.WithTimeoutCause(ctx, cfg.ShutdownDelay+cfg.DrainTimeout, errDrain)
	defer release()
	again := make(chan os.Signal, 1)
	signal.Notify(again, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(again)
	begun := time.Now()
	go func() {
		for {
			select {
			case <-deadline.Done():
				return
			case <-again:
				if time.Since(begun) > patience {
					cancel(errSignaled)
				}
			}
		}
	}()
	server.Shutdown(deadline)
}

// refuse prints why content does not become a release.
func (c *command) refuse(command string, err error) error {
	var invalid *release.InvalidError
	if !errors.As(err, &invalid) {
		return fmt.Errorf("%s: %w", command, err)
	}
	errors := slices.DeleteFunc(slices.Clone(invalid.Findings),
		func(f finding.Finding) bool { return f.Severity < finding.Error })
	if err := report.WriteText(c.Stderr, errors, report.Summarize(invalid.Findings, invalid.Statistics)); err != nil {
		return err
	}
	fmt.Fprintf(c.Stderr, "compendium: %s: %v\n", command, invalid)
	return errFindings
}
