package services

import "google.golang.org/grpc"

// Register adds a service to a server before it serves, its unary methods guarded as those of the API are.
func (s *Server) Register(d *grpc.ServiceDesc) {
	for i, m := range d.Methods {
		d.Methods[i].Handler = s.guarded("/"+d.ServiceName+"/"+m.MethodName, m.Handler)
	}
	s.grpc.RegisterService(d, nil)
	s.limits.know(s.grpc.GetServiceInfo())
}
