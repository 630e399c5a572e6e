package services

import (
	"context"
	"time"
)

// Shutdown ends the server in the sequence below. When the context ends before the sequence does, what still runs is cut off.
func (s *Server) Shutdown(ctx context.Context) {
	s.log.Info("shutting down, health says NOT_SERVING", "shutdown_delay", s.settings.config.ShutdownDelay)
	defer s.log.Info("stopped")
	// 1. Health says NOT_SERVING, to Watch at once and to Check when next asked. It stays that way: the health server takes no later
	//    change.
	s.health.Shutdown()
	// 2. Wait until it is seen, and answer calls meanwhile: a balancer that polls still sends them here.
	wait(ctx, s.settings.config.ShutdownDelay)
	// 3. Refuse new calls: the listeners close, and each connection is asked to end (GOAWAY). Streams that would never end by
	//    themselves are told, or they would use up the time of the others.
	s.stop()
	drained := make(chan struct{})
	go func() {
		s.grpc.GracefulStop()
		close(drained)
	}()
	// 4. Drain: calls that run are answered, until the deadline.
	select {
	case <-drained:
		return
	case <-ctx.Done():
	}
	// 5. Force: the rest is cut off.
	s.log.Warn("calls were still running at the deadline and are cut off")
	s.grpc.Stop()
	<-drained
}

// Stop ends the server at once. After Shutdown it does nothing.
func (s *Server) Stop() {
	s.health.Shutdown()
	s.stop()
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
