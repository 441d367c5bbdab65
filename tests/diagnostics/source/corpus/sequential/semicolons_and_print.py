import numpy as np, keras
from keras.models import Sequential as S
from keras.layers import Dense as D
n=3; X=np.zeros((10,n)); y=np.zeros(10)
m=S(); m.add(D(5,activation='tanh',input_dim=n)); m.add(D(1))
m.compile('sgd','mse'); h=m.fit(X,y,epochs=2,batch_size=5,verbose=0); print("done",h.history['loss'])
