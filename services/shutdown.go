package services

import (
	"context"
	"sync"
	"time"
)

// Front is a server of another protocol that answers with the calls of a [Server], such as an [http.Server].
//
// [http.Server]: https://pkg.go.dev/net/http#Server
type Front interface {
	// Shutdown refuses new calls and waits for the running ones.
	Shutdown(ctx context.Context) error
	// Close cuts off what still runs.
	Close() error
}

// Attach shuts a front down together with the server. It is called before either serves.
func (s *Server) Attach(f Front) { s.fronts = append(s.fronts, f) }

// Shutdown ends the server in the sequence below. When the context ends, it cuts off what still runs, and logs the
// cause.
func (s *Server) Shutdown(ctx context.Context) {
	s.log.Info("shutting down, health says NOT_SERVING", "shutdown_delay", s.settings.config.ShutdownDelay)
	defer s.log.Info("stopped")
	// 1. Health turns NOT_SERVING, for Watch at once and for Check when next asked. It stays that way: the health server
	//    accepts no later change.
	s.health.Shutdown()
	// 2. Wait until that is seen, and answer calls meanwhile: a balancer that polls still sends them here.
	wait(ctx, s.settings.config.ShutdownDelay)
	// 3. Refuse new calls: the listeners close, and each connection is asked to end (GOAWAY). Streams that would never
	//    end by themselves are ended, or they would use up the time of the others.
	s.stop()
	drained := make(chan struct{})
	var draining sync.WaitGroup
	draining.Go(s.grpc.GracefulStop)
	for _, f := range s.fronts {
		draining.Go(func() { _ = f.Shutdown(ctx) }) // it fails at the deadline, which is seen below
	}
	go func() {
		draining.Wait()
		close(drained)
	}()
	// 4. Drain: running calls are answered, until the deadline.
	select {
	case <-drained:
		return
	case <-ctx.Done():
	}
	// 5. Force: the rest is cut off.
	s.log.Warn("calls that still run are cut off", "error", context.Cause(ctx))
	s.cutOff()
	<-drained
}

// Stop ends the server at once. After Shutdown it does nothing.
func (s *Server) Stop() {
	s.health.Shutdown()
	s.stop()
	s.cutOff()
}

func (s *Server) cutOff() {
	for _, f := range s.fronts {
		_ = f.Close() // what is closed twice says so
	}
	s.grpc.Stop()
}

func wait(ctx context.Context, delay time.Duration) {
	if delay <= 0 {
		return
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
