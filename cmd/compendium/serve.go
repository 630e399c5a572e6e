package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
	"github.com/opencompendium/compendium/services/telemetry"
	"github.com/opencompendium/compendium/services/transport"
	"github.com/opencompendium/compendium/validate"
)

func (c *command) serveCommand() *cobra.Command {
	serve := &cobra.Command{
		Use:   "serve",
		Short: "Serve the catalog over gRPC",
		Long: `Serve the catalog over gRPC, with reflection and health.

Without --content, --release or --catalog it serves the embedded catalog. --content serves a directory, --release a release file from
` + "`compendium build`" + `, and --catalog the release that a channel leads to; all three are loaded again when they change, and on SIGHUP.
Label statuses are as of today, derived anew when a new day begins, unless --as-of fixes the day. Content with errors is never served: at
startup the command prints the findings and ends with exit code 1; later the server keeps the last good catalog, and health (the service
"fresh"), the log and GetCatalog say so.

Every setting is a flag, an environment variable (--max-in-flight is COMPENDIUM_MAX_IN_FLIGHT), or a key in the YAML file that --config
names. Flags override variables, and variables override the file. --print-config shows what is in effect, and docs/serve.md explains all settings.`,
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
	from, err := c.source(cfg)
	if err != nil {
		return err
	}
	tune(cfg, os.LookupEnv)
	// Taken before the first load, so that a change while it loads is seen. An error shows in the load.
	before, _ := from.stamp(ctx)
	first, err := from.first(ctx)
	if err != nil {
		return c.refuse("serve", err)
	}
	log := newLog(cfg, c.Stderr)
	following, stop := context.WithCancel(ctx)
	defer stop()
	server, observed, err := c.server(following, cfg, first, log)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	closeAdmin, err := c.administer(ctx, cfg, server, observed, log)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	defer closeAdmin()
	network, address := cfg.Network()
	listener, err := transport.Listen(ctx, network, address, cfg.MaxConnections)
	if err != nil {
		return fmt.Errorf("serve: %w; choose another address with --listen", err)
	}
	log.Info("serving", "address", listener.Addr().String(), "version", first.File.Version(), "as_of", first.AsOf, "source", first.Source)
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	reloader := &services.Reloader{Server: server, Load: from.load, Stamp: from.stamp, Activated: from.activated, Day: from.day, Last: before,
		Every: from.poll, Now: hangup}
	if err := begin(ctx, cfg, from, first, reloader); err != nil {
		log.Error("the release is served, and could not be kept for a restart", "error", err)
	}
	return run(ctx, cfg, server, listener, reloader)
}

// server makes the server of a release, with what observes it. Certificates are followed until the context ends.
func (c *command) server(ctx context.Context, cfg *config.Config, first beginning, log *slog.Logger) (*services.Server, *telemetry.Telemetry, error) {
	observed, observing, err := observe(ctx, cfg, log)
	if err != nil {
		return nil, nil, err
	}
	options := []services.Option{services.WithConfig(cfg), services.WithKept(first.kept), observing}
	auth, err := c.auth(cfg)
	if err != nil {
		return nil, nil, err
	}
	if auth != nil {
		options = append(options, services.WithAuth(auth))
	}
	if cfg.TLS() {
		secure, err := c.secure(ctx, cfg, log)
		if err != nil {
			return nil, nil, err
		}
		options = append(options, services.WithTLS(secure.Config()))
	}
	server, err := services.New(first.Release, log, options...)
	return server, observed, err
}

// begin settles what is known of the release that is served first.
func begin(ctx context.Context, cfg *config.Config, from source, first beginning, reloader *services.Reloader) error {
	if from.earlier != nil && cfg.RetainReleases > 1 {
		// Calls need not wait for that.
		go func() { reloader.Server.Remember(from.earlier(first.Release, cfg.RetainReleases-1)) }()
	}
	if first.refused == nil {
		return from.activated(ctx)
	}
	// What is served was kept from before; the source is asked again until it answers.
	reloader.Last = ""
	reloader.Server.Refuse(services.RefusalOf(first.refused))
	return nil
}

// run serves until the context ends, then shuts down.
func run(ctx context.Context, cfg *config.Config, server *services.Server, listener net.Listener, reloader *services.Reloader) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	watching, stop := context.WithCancel(ctx)
	defer stop()
	go reloader.Run(watching)
	select {
	case err := <-failed:
		return fmt.Errorf("serve on %s: %w", listener.Addr(), err)
	case <-ctx.Done():
	}
	// A second signal ends the wait.
	impatient, quiet := signal.NotifyContext(context.WithoutCancel(ctx), os.Interrupt, syscall.SIGTERM)
	defer quiet()
	deadline, cancel := context.WithTimeout(impatient, cfg.ShutdownDelay+cfg.DrainTimeout)
	defer cancel()
	server.Shutdown(deadline)
	return nil
}

// refuse prints what keeps content from being released.
func (c *command) refuse(command string, err error) error {
	var invalid *release.InvalidError
	if !errors.As(err, &invalid) {
		return fmt.Errorf("%s: %w", command, err)
	}
	errors := slices.DeleteFunc(slices.Clone(invalid.Findings), func(f finding.Finding) bool { return f.Severity < finding.Error })
	if err := validate.WriteText(c.Stderr, errors, validate.Summarize(invalid.Findings, invalid.Statistics)); err != nil {
		return err
	}
	fmt.Fprintf(c.Stderr, "compendium: %s: %v\n", command, invalid)
	return errFindings
}
